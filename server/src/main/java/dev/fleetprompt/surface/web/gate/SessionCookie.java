package dev.fleetprompt.surface.web.gate;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that holds a session. Browsers share cookies among the ports of a host, so its name
 * carries the port.
 */
final class SessionCookie {
  private SessionCookie() {}

  static Optional<String> of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name(request))) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  static ResponseCookie with(String session, HttpServletRequest request) {
    return ResponseCookie.from(name(request), session)
        .path("/")
        .httpOnly(true)
        .sameSite("Strict")
        .maxAge(Doorkeeper.SESSION)
        .build();
  }

  private static String name(HttpServletRequest request) {
    return "fleet_session_" + request.getLocalPort();
  }
}
