package dev.fleetprompt.platform.directives;

import java.util.Optional;
import java.util.UUID;

/**
 * Which directives to list, newest first.
 *
 * @param run only those that this run requested
 * @param before only what was requested before this one: the last of the page before
 * @param size at most 500
 */
public record DirectiveQuery(
    Optional<DirectiveName> type,
    Optional<DirectiveState> state,
    Optional<UUID> run,
    Optional<UUID> before,
    int size) {

  private static final int LARGEST = 500;

  public DirectiveQuery {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("A page has 1 to " + LARGEST + " directives, not " + size);
    }
  }

  public static DirectiveQuery newest(int size) {
    return new DirectiveQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), size);
  }

  public DirectiveQuery ofType(String newType) {
    return new DirectiveQuery(Optional.of(new DirectiveName(newType)), state, run, before, size);
  }

  public DirectiveQuery in(DirectiveState newState) {
    return new DirectiveQuery(type, Optional.of(newState), run, before, size);
  }

  public DirectiveQuery ofRun(UUID newRun) {
    return new DirectiveQuery(type, state, Optional.of(newRun), before, size);
  }

  public DirectiveQuery before(UUID directive) {
    return new DirectiveQuery(type, state, run, Optional.of(directive), size);
  }
}
