package dev.fleetprompt.platform.signals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which signals to list, newest first.
 *
 * @param family only types that are this or begin with it and a dot, such as {@code shop.order}
 * @param from only what happened at this time or later
 * @param to only what happened before this time
 * @param before only what was recorded before this signal: the last one of the page before
 * @param visibility {@code ADMINS} to list what only admins may see too
 * @param size at most 500
 */
public record SignalQuery(
    Optional<String> family,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Link> correlation,
    Optional<UUID> before,
    Visibility visibility,
    int size) {

  private static final int LARGEST = 500;

  public SignalQuery {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("A page has 1 to " + LARGEST + " signals, not " + size);
    }
  }

  /** The newest of all that every member may see. */
  public static SignalQuery newest(int size) {
    return new SignalQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Visibility.NORMAL,
        size);
  }

  public SignalQuery ofFamily(String newFamily) {
    return new SignalQuery(Optional.of(newFamily), from, to, correlation, before, visibility, size);
  }

  public SignalQuery between(Instant newFrom, Instant newTo) {
    return new SignalQuery(
        family, Optional.of(newFrom), Optional.of(newTo), correlation, before, visibility, size);
  }

  public SignalQuery of(Link newCorrelation) {
    return new SignalQuery(family, from, to, Optional.of(newCorrelation), before, visibility, size);
  }

  public SignalQuery before(UUID signal) {
    return new SignalQuery(family, from, to, correlation, Optional.of(signal), visibility, size);
  }

  public SignalQuery forAdmins() {
    return new SignalQuery(family, from, to, correlation, before, Visibility.ADMINS, size);
  }
}
