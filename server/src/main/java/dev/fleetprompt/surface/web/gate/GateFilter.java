package dev.fleetprompt.surface.web.gate;

import dev.fleetprompt.surface.api.ApiRoutes;
import dev.fleetprompt.surface.web.ControlRoutes;
import dev.fleetprompt.surface.web.NoticePage;
import dev.fleetprompt.surface.web.inertia.ContentPolicy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets requests in that name this machine (a page elsewhere whose name was made to lead here does
 * not) and that carry a session, but for the few paths that need none.
 */
final class GateFilter extends OncePerRequestFilter {
  private static final Pattern OWN_NAME =
      Pattern.compile("(?i)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?");
  private static final Set<String> OPEN =
      Set.of("/style.css", "/favicon.svg", "/health/live", "/health/ready");

  private final Doorkeeper doorkeeper;
  private final NoticePage notices;

  GateFilter(Doorkeeper doorkeeper, NoticePage notices) {
    this.doorkeeper = doorkeeper;
    this.notices = notices;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", ContentPolicy.PAGES);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    if (request.getRequestURI().equals(ApiRoutes.EVENTS)) {
      // Whoever holds a token may call it by any name; no browser sends one by itself.
      chain.doFilter(request, response);
    } else if (!isOwnName(request.getHeader("Host"))) {
      refuse(
          response,
          HttpServletResponse.SC_MISDIRECTED_REQUEST,
          "This server answers to its own machine",
          "Open it as http://127.0.0.1 or http://localhost with its port.");
    } else if (isOpen(request.getRequestURI()) || hasSession(request)) {
      chain.doFilter(request, response);
    } else {
      refuse(
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          "This page is for the people at this machine",
          "Open the address that the command printed. It works once; ‘./fleet up’ prints a new one at any time.");
    }
  }

  private void refuse(HttpServletResponse response, int status, String title, String next)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(notices.render(title, next));
  }

  private boolean hasSession(HttpServletRequest request) {
    return SessionCookie.of(request).filter(doorkeeper::knows).isPresent();
  }

  private static boolean isOpen(String path) {
    return OPEN.contains(path)
        || path.equals(EntryController.PATH)
        || path.startsWith(ContentPolicy.BUILD_PATH)
        || path.startsWith(ControlRoutes.PREFIX);
  }

  private static boolean isOwnName(@Nullable String host) {
    return host != null && OWN_NAME.matcher(host).matches();
  }
}
