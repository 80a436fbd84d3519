package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that holds a session's token. Over https its name begins with {@code __Host-}, which
 * browsers accept from this very host only. Otherwise the name carries the port, because browsers
 * share cookies among the ports of a host.
 */
public final class SessionCookie {
  private SessionCookie() {}

  public static Optional<String> of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      String name = name(request);
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  public static ResponseCookie with(String token, HttpServletRequest request) {
    return cookie(token, Sessions.LONGEST, request);
  }

  /** Takes it away from the browser. */
  public static ResponseCookie none(HttpServletRequest request) {
    return cookie("", Duration.ZERO, request);
  }

  static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-fleet_session" : "fleet_session_" + request.getLocalPort();
  }

  private static ResponseCookie cookie(String value, Duration age, HttpServletRequest request) {
    return ResponseCookie.from(name(request), value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .maxAge(age)
        .build();
  }
}
