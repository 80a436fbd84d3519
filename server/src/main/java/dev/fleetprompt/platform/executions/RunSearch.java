package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What to look for among runs; whatever is empty does not matter.
 *
 * @param statuses only in one of these
 * @param requester only begun by this one: the actor's id
 * @param causation only what this led to
 * @param from only created at this time or later
 * @param to only created before this time
 */
public record RunSearch(
    Set<ExecutionStatus> statuses,
    Optional<String> workflow,
    Optional<UUID> installation,
    Optional<String> requester,
    Optional<Link> causation,
    Optional<Instant> from,
    Optional<Instant> to) {

  public RunSearch {
    statuses = Set.copyOf(statuses);
  }

  /** All of them. */
  public static RunSearch all() {
    return new RunSearch(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, in these statuses. */
  public RunSearch in(Set<ExecutionStatus> newStatuses) {
    return new RunSearch(newStatuses, workflow, installation, requester, causation, from, to);
  }

  /** The same, of an installation. */
  public RunSearch ofInstallation(UUID newInstallation) {
    return new RunSearch(
        statuses, workflow, Optional.of(newInstallation), requester, causation, from, to);
  }
}
