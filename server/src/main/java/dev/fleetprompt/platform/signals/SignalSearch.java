package dev.fleetprompt.platform.signals;

import java.time.Instant;
import java.util.Optional;

/**
 * What to look for among signals; whatever is empty does not matter.
 *
 * @param family only types that are this or begin with it and a dot, such as {@code shop.order}
 * @param source only from this source
 * @param subject only about this
 * @param correlation only what belongs to this
 * @param causation only what this led to
 * @param actor only by this one: its id
 * @param from only what happened at this time or later
 * @param to only what happened before this time
 * @param text only where type, subject, event id or data hold this, in any case
 * @param visibility {@code ADMINS} to find what only admins may see too
 */
public record SignalSearch(
    Optional<String> family,
    Optional<String> source,
    Optional<String> subject,
    Optional<Link> correlation,
    Optional<Link> causation,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text,
    Visibility visibility) {

  /** All that may be seen. */
  public static SignalSearch all(Visibility visibility) {
    return new SignalSearch(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        visibility);
  }

  /** The same within a family of types. */
  public SignalSearch ofFamily(String newFamily) {
    return new SignalSearch(
        Optional.of(newFamily),
        source,
        subject,
        correlation,
        causation,
        actor,
        from,
        to,
        text,
        visibility);
  }
}
