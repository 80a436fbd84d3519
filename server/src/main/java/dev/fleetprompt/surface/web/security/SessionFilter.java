package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.Sessions;
import dev.fleetprompt.platform.identity.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out, with one statement, who a request comes from. */
final class SessionFilter extends OncePerRequestFilter {
  private static final String VISITOR = SessionFilter.class.getName() + ".visitor";

  private final Sessions sessions;

  SessionFilter(Sessions sessions) {
    this.sessions = sessions;
  }

  static Optional<Visitor> visitor(HttpServletRequest request) {
    return request.getAttribute(VISITOR) instanceof Visitor visitor
        ? Optional.of(visitor)
        : Optional.empty();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return PublicRoutes.needsNobody(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SessionCookie.of(request)
        .flatMap(sessions::find)
        .ifPresent(visitor -> {
          request.setAttribute(VISITOR, visitor);
          SecurityContext context = SecurityContextHolder.createEmptyContext();
          context.setAuthentication(
              UsernamePasswordAuthenticationToken.authenticated(visitor.person(), null, List.of()));
          SecurityContextHolder.setContext(context);
        });
    chain.doFilter(request, response);
  }
}
