package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** A browser whose scripts are of another build loads the whole page instead of its data. */
final class StalePages implements HandlerInterceptor {
  private final Pages pages;

  StalePages(Pages pages) {
    this.pages = pages;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // An error page is shown as it is, whatever was asked for.
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || request.getHeader(Protocol.INERTIA) == null
        || !request.getMethod().equals("GET")) {
      return true;
    }
    String version = request.getHeader(Protocol.VERSION);
    if (version == null || version.equals(pages.version())) {
      return true;
    }
    String query = request.getQueryString();
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    response.setHeader(
        Protocol.LOCATION, request.getRequestURI() + (query == null ? "" : "?" + query));
    response.setHeader(Protocol.VERSION, pages.version());
    return false;
  }
}
