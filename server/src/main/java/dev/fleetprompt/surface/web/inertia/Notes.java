package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page after a redirect shows once. It travels in a cookie of the browser that caused it,
 * so no node has to remember it.
 */
record Notes(List<Flash> said, Map<String, String> errors) {
  static final Notes NONE = new Notes(List.of(), Map.of());

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIFE = Duration.ofMinutes(1);

  /** Browsers take 4,096 bytes with name and attributes. */
  private static final int MOST_BYTES = 2_600;

  private static final int LONGEST_ERROR = 300;

  Notes {
    said = List.copyOf(said);
    errors = Map.copyOf(errors);
  }

  /** What was kept for this request; it is forgotten with the response. */
  static Notes take(HttpServletRequest request, HttpServletResponse response) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name(request)) && !cookie.getValue().isEmpty()) {
          set(request, response, "", Duration.ZERO);
          return read(cookie.getValue());
        }
      }
    }
    return NONE;
  }

  void keep(HttpServletRequest request, HttpServletResponse response) {
    if (!said.isEmpty() || !errors.isEmpty()) {
      set(request, response, write(), LIFE);
    }
  }

  private static Notes read(String value) {
    try {
      return JSON.readValue(Base64.getUrlDecoder().decode(value), Notes.class);
    } catch (JacksonException | IllegalArgumentException e) {
      // Somebody else's cookie, or a cut one: there is nothing to show.
      return NONE;
    }
  }

  /** Errors that do not fit are left out; the form's own sentence tells that there are more. */
  private String write() {
    Map<String, String> kept = new LinkedHashMap<>();
    errors.forEach((field, message) ->
        kept.put(
            field,
            message.length() <= LONGEST_ERROR ? message : message.substring(0, LONGEST_ERROR)));
    List<String> fields = new ArrayList<>(kept.keySet());
    byte[] bytes = JSON.writeValueAsBytes(new Notes(said, kept));
    while (bytes.length > MOST_BYTES && !fields.isEmpty()) {
      kept.remove(fields.removeLast());
      kept.put("form", "There are more errors than these. Correct them and send it again.");
      bytes = JSON.writeValueAsBytes(new Notes(said, kept));
    }
    return new String(
        Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
  }

  private static void set(
      HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
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

  /** Browsers share cookies among the ports of a host. */
  private static String name(HttpServletRequest request) {
    return "fleet_notes_" + request.getServerPort();
  }
}
