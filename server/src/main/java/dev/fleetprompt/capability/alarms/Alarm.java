package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that people have to know.
 *
 * @param title on one line
 * @param text Markdown: what happened and what to do
 * @param about what it is about
 * @param directive the directive that sends it, if it is sent at all
 * @param resolvedAt when it was over by itself
 * @param seenAt when somebody said that they know
 * @param seenBy who did
 */
public record Alarm(
    UUID id,
    AlarmKind kind,
    String title,
    String text,
    Subject about,
    Optional<UUID> directive,
    Instant raisedAt,
    Optional<Instant> resolvedAt,
    Optional<Instant> seenAt,
    Optional<String> seenBy) {

  /**
   * What an alarm is about, as far as there is such a thing.
   *
   * @param run the run that failed, or that makes up for what was missed
   * @param signal the fact that was told with the alarm
   */
  public record Subject(
      Optional<UUID> schedule,
      Optional<UUID> installation,
      Optional<UUID> run,
      Optional<UUID> signal) {

    /** Where the chain of causes begins to be told. */
    public Optional<Link> why() {
      return run.map(Link::run).or(() -> signal.map(Link::signal));
    }
  }

  /** Whether somebody should look at it. */
  public boolean isOpen() {
    return resolvedAt.isEmpty() && seenAt.isEmpty();
  }
}
