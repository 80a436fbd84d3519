package dev.fleetprompt.surface.web.gate;

import dev.fleetprompt.surface.web.EntryLinks;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Exchanges a one-time token for a session of twelve hours. Everything is forgotten when the
 * process ends.
 */
final class Doorkeeper implements EntryLinks {
  static final Duration SESSION = Duration.ofHours(12);
  private static final Duration LINK = Duration.ofMinutes(10);
  private static final int MOST_LINKS = 20;
  private static final int MOST_SESSIONS = 200;

  private final Tokens links;
  private final Tokens sessions;

  Doorkeeper(Clock clock) {
    this.links = new Tokens(LINK, MOST_LINKS, clock);
    this.sessions = new Tokens(SESSION, MOST_SESSIONS, clock);
  }

  @Override
  public String issue() {
    return EntryController.PATH + "?token=" + links.issue();
  }

  /** A new session for an unused token. */
  Optional<String> enter(String token) {
    return links.use(token) ? Optional.of(sessions.issue()) : Optional.empty();
  }

  boolean knows(String session) {
    return sessions.isGood(session);
  }
}
