package dev.fleetprompt.surface.web.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** Holds what the first step of signing in proved, until the second. */
final class StepCookie {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private StepCookie() {}

  static Optional<String> of(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
        .map(jakarta.servlet.http.Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  static void set(String step, HttpServletRequest request, HttpServletResponse response) {
    add(step, LIFE, request, response);
  }

  static void remove(HttpServletRequest request, HttpServletResponse response) {
    add("", Duration.ZERO, request, response);
  }

  private static void add(
      String value, Duration life, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name(request), value)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(life)
            .build()
            .toString());
  }

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-fleet_step" : "fleet_step_" + request.getLocalPort();
  }
}
