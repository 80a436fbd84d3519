package dev.fleetprompt.surface.web.inertia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Answers a change by sending the browser on. */
final class Redirects {
  private Redirects() {}

  static void send(SeeOther other, HttpServletRequest request, HttpServletResponse response) {
    new Notes(other.said(), Map.of()).keep(request, response);
    String target = other.isBack() ? origin(request) : other.path();
    if (other.isWhole() && request.getHeader(Protocol.INERTIA) != null) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      response.setHeader(Protocol.LOCATION, target);
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, target);
    }
  }

  static void back(
      Map<String, String> errors, HttpServletRequest request, HttpServletResponse response) {
    new Notes(List.of(), errors).keep(request, response);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(HttpHeaders.LOCATION, origin(request));
  }

  /** The path of this server that the request came from, else the home page. */
  private static String origin(HttpServletRequest request) {
    String path =
        pathOf(request.getHeader(HttpHeaders.REFERER), request.getHeader(HttpHeaders.HOST));
    return path.startsWith("/") && !path.startsWith("//") ? path : "/";
  }

  private static String pathOf(@Nullable String referer, @Nullable String host) {
    if (referer == null || host == null) {
      return "/";
    }
    try {
      URI from = new URI(referer);
      if (!host.equalsIgnoreCase(from.getRawAuthority()) || from.getRawPath() == null) {
        return "/";
      }
      return from.getRawQuery() == null
          ? from.getRawPath()
          : from.getRawPath() + "?" + from.getRawQuery();
    } catch (URISyntaxException e) {
      return "/";
    }
  }
}
