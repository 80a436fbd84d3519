package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.inertia.Explanation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A page says which organization it shows. When another tab has gone to another one meanwhile, what
 * was meant for the first is refused, and reading loads the page anew.
 */
final class SameOrganization implements HandlerInterceptor {
  private static final String SHOWN = "X-Fleet-Organization";

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    String shown = request.getHeader(SHOWN);
    Optional<SignedIn> member = Visitors.member(request);
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return true;
    }
    if (shown == null || member.isEmpty() || member.get().tenant().toString().equals(shown)) {
      return true;
    }
    if (request.getMethod().equals("GET") && request.getHeader("X-Inertia") != null) {
      String query = request.getQueryString();
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      response.setHeader(
          "X-Inertia-Location", request.getRequestURI() + (query == null ? "" : "?" + query));
      return false;
    }
    if (request.getMethod().equals("GET") || isAboutThePerson(request)) {
      return true;
    }
    Explanation.give(
        request,
        "You are in another organization now",
        "Nothing was done. In another tab you went to %s; go back there to the one that this page shows, or reload the page."
            .formatted(member.get().organization().name()));
    response.sendError(HttpServletResponse.SC_CONFLICT);
    return false;
  }

  /** Going to an organization, one's own account, and leaving are meant whatever is shown. */
  private static boolean isAboutThePerson(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/organization")
        || path.equals("/organizations")
        || path.equals("/logout")
        || path.startsWith("/settings/profile")
        || path.startsWith("/invitations/");
  }
}
