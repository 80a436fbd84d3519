package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.RequiresRole;
import dev.fleetprompt.platform.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers 403 where {@link RequiresRole} asks for more than the person's role. */
final class RoleInterceptor implements HandlerInterceptor {
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    RequiresRole required = handler instanceof HandlerMethod method ? required(method) : null;
    if (required == null) {
      return true;
    }
    SignedIn member = Visitors.require(request).member().orElseThrow(NoOrganizationException::new);
    if (member.may(required.value())) {
      return true;
    }
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
    return false;
  }

  private static @Nullable RequiresRole required(HandlerMethod method) {
    RequiresRole own = method.getMethodAnnotation(RequiresRole.class);
    return own != null
        ? own
        : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequiresRole.class);
  }
}
