package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.identity.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a request comes from. */
public final class Visitors {
  private Visitors() {}

  /** The person of the request's session, if it has a good one. */
  public static Optional<Visitor> of(HttpServletRequest request) {
    return SessionFilter.visitor(request);
  }

  /** The same in the session's organization, if it has one. */
  public static Optional<SignedIn> member(HttpServletRequest request) {
    return of(request).flatMap(Visitor::member);
  }

  static Visitor require(@Nullable HttpServletRequest request) {
    return Optional.ofNullable(request)
        .flatMap(Visitors::of)
        .orElseThrow(() -> new IllegalStateException("A route without session asks for a person"));
  }
}
