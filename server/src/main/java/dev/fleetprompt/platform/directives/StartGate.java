package dev.fleetprompt.platform.directives;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that may hold attempts back for a while, such as a connection's rate limit or a kill
 * switch. Registered as a bean; asked before every attempt.
 */
public interface StartGate {

  /** How long to wait before asking again; empty when the attempt may start. Quick. */
  Optional<Duration> hold(Directive directive);
}
