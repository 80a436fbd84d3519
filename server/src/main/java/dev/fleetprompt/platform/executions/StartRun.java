package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Creates a run, which some node takes up after the commit.
 *
 * @param id a new UUIDv7
 * @param definition what it runs, stored before or in the same unit
 * @param workflow the definition's name, for lists
 * @param version the definition's version
 * @param installation the installation it runs for, whose permissions it has
 * @param origin what began it, in a word or two: {@code manual}, {@code schedule}, {@code trigger}
 * @param requester who began it; the platform for schedules and triggers
 * @param correlation what it belongs to; itself where nothing else is known
 * @param causation what led to it
 * @param input at most 1 MiB
 * @param context what else its expressions may know, such as {@code configuration} and {@code
 *     window}
 * @param at when
 * @param parent who began it, when it is another run or a schedule that waits for its end
 */
public record StartRun(
    UUID id,
    UUID definition,
    String workflow,
    String version,
    Optional<UUID> installation,
    String origin,
    Actor requester,
    Link correlation,
    Optional<Link> causation,
    JsonNode input,
    JsonNode context,
    Instant at,
    Optional<ParentLink> parent)
    implements Change {

  /** A run that stands for itself. */
  public StartRun(
      UUID id,
      UUID definition,
      String workflow,
      String version,
      Optional<UUID> installation,
      String origin,
      Actor requester,
      Link correlation,
      Optional<Link> causation,
      JsonNode input,
      JsonNode context,
      Instant at) {
    this(
        id,
        definition,
        workflow,
        version,
        installation,
        origin,
        requester,
        correlation,
        causation,
        input,
        context,
        at,
        Optional.empty());
  }
}
