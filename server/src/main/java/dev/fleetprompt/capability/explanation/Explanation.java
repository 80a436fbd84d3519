package dev.fleetprompt.capability.explanation;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The story of which something is a part: from its first cause to the last effect.
 *
 * @param about what was asked for
 * @param things first cause first, each behind what it came from, in the order of time
 * @param cut whether there is more than is told
 */
public record Explanation(Link about, List<Thing> things, boolean cut) {

  public Explanation {
    things = List.copyOf(things);
  }

  /**
   * A signal, directive or run of the story.
   *
   * @param cause what it came from; empty for the first, and where the cause is not there any more
   * @param depth how many causes it has within the story
   * @param name the type of a signal or directive, the workflow of a run
   * @param state of a directive or run; empty for a signal
   * @param detail what a signal is about, why a directive was requested
   * @param failure why it failed or is in doubt
   * @param by who did or asked for it
   * @param moments what became of a directive or run, oldest first
   */
  public record Thing(
      Link link,
      Optional<Link> cause,
      int depth,
      String name,
      String state,
      Optional<String> detail,
      Optional<String> failure,
      Actor by,
      Instant at,
      Optional<Instant> endedAt,
      List<Moment> moments) {

    public Thing {
      moments = List.copyOf(moments);
    }
  }

  /** A signal that a directive or run gave about itself. */
  public record Moment(UUID signal, String type, Instant at, Actor by) {}
}
