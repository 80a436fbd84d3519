package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.surface.api.ApiRoutes;
import dev.fleetprompt.surface.web.NoticePage;
import dev.fleetprompt.surface.web.WebSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes requests that name this machine or the public address, and no others: a page elsewhere
 * whose name was made to lead here gets nothing.
 */
final class HostFilter extends OncePerRequestFilter {
  private static final Pattern OWN_NAME =
      Pattern.compile("(?i)(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?");

  private final @Nullable URI publicUrl;
  private final NoticePage notices;

  HostFilter(WebSettings settings, NoticePage notices) {
    this.publicUrl = settings.publicUrl();
    this.notices = notices;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader("Host");
    if (request.getRequestURI().equals(ApiRoutes.EVENTS)) {
      // Whoever holds a token may call it by any name; no browser sends one by itself.
      chain.doFilter(request, response);
    } else if (publicUrl != null && host != null && isPublic(publicUrl, host)) {
      chain.doFilter(new ProxiedRequest(request, publicUrl), response);
    } else if (host != null && OWN_NAME.matcher(host).matches()) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_MISDIRECTED_REQUEST);
      response.setContentType("text/html;charset=UTF-8");
      response
          .getWriter()
          .write(
              notices.render(
                  "This server does not answer to this name",
                  "Open it as http://localhost with its port, or set FLEET_WEB_PUBLICURL to the address you use."));
    }
  }

  private static boolean isPublic(URI address, String host) {
    return host.toLowerCase(Locale.ROOT).equals(address.getRawAuthority().toLowerCase(Locale.ROOT));
  }
}
