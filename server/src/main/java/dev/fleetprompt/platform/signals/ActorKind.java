package dev.fleetprompt.platform.signals;

import java.util.Locale;

/** What sort of party did something. */
public enum ActorKind {
  HUMAN,
  AGENT,
  SYSTEM,
  INTEGRATION;

  /** As it is stored and sent. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ActorKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
