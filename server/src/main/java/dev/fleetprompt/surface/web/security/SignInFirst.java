package dev.fleetprompt.surface.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request without a good session is answered: a page is left for the sign-in page, which
 * leads back to it; a form gets 401, which lets the page keep what was typed.
 */
final class SignInFirst implements AuthenticationEntryPoint {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CODE = "session.ended";

  record Answer(String code, String title, String next, String signIn) {}

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    boolean isInertia = request.getHeader("X-Inertia") != null;
    if (request.getMethod().equals("GET") && isInertia) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      response.setHeader("X-Inertia-Location", signIn(request));
    } else if (request.getMethod().equals("GET") && acceptsPages(request)) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, signIn(request));
    } else {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response
          .getOutputStream()
          .write(
              JSON.writeValueAsBytes(
                  new Answer(
                      CODE,
                      "Your session has ended",
                      "Sign in again, then repeat this.",
                      "/login")));
    }
  }

  private static boolean acceptsPages(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return accepted == null || accepted.contains("text/html") || accepted.contains("*/*");
  }

  private static String signIn(HttpServletRequest request) {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    return path.equals("/")
        ? "/login"
        : "/login?to=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }
}
