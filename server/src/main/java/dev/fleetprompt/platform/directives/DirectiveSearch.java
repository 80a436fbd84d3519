package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What to look for among directives; whatever is empty does not matter.
 *
 * @param states only in one of these
 * @param runs only requested by one of these runs; present and empty finds nothing
 * @param requester only requested by this one: the actor's id
 * @param causation only what this led to
 * @param from only requested at this time or later
 * @param to only requested before this time
 * @param text only where business key or reason hold this, in any case
 */
public record DirectiveSearch(
    Optional<DirectiveName> type,
    Set<DirectiveState> states,
    Optional<List<UUID>> runs,
    Optional<String> requester,
    Optional<Link> causation,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text) {

  public DirectiveSearch {
    states = Set.copyOf(states);
    runs = runs.map(List::copyOf);
  }

  /** All of them. */
  public static DirectiveSearch all() {
    return new DirectiveSearch(
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, in these states. */
  public DirectiveSearch in(Set<DirectiveState> newStates) {
    return new DirectiveSearch(type, newStates, runs, requester, causation, from, to, text);
  }

  /** The same, of these runs. */
  public DirectiveSearch ofRuns(List<UUID> newRuns) {
    return new DirectiveSearch(
        type, states, Optional.of(newRuns), requester, causation, from, to, text);
  }
}
