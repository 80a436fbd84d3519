package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Handler methods return a {@link Page} or a {@link SeeOther}. */
final class PageReturns implements HandlerMethodReturnValueHandler {
  private final Pages pages;

  PageReturns(Pages pages) {
    this.pages = pages;
  }

  @Override
  public boolean supportsReturnType(MethodParameter returned) {
    return returned.getParameterType() == Page.class
        || returned.getParameterType() == SeeOther.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter returned,
      ModelAndViewContainer container,
      NativeWebRequest web)
      throws IOException {
    HttpServletRequest request =
        Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    HttpServletResponse response =
        Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
    container.setRequestHandled(true);
    if (Objects.requireNonNull(value) instanceof Page page) {
      pages.write(page, request, response);
    } else {
      Redirects.send((SeeOther) value, request, response);
    }
  }
}
