package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import java.util.List;
import java.util.Optional;

/**
 * An effect that happened, and what is committed together with the directive's {@code completed}.
 *
 * @param result a record; no secrets
 * @param changes signals and own rows of the directive type's module
 * @param providerReference what the outside system calls the effect; at most 500 characters
 * @param <R> the kind of result
 */
public record Completion<R>(R result, List<Change> changes, Optional<String> providerReference) {

  public Completion {
    changes = List.copyOf(changes);
  }

  public Completion(R result, List<Change> changes) {
    this(result, changes, Optional.empty());
  }

  public static <R> Completion<R> of(R result, Change... changes) {
    return new Completion<>(result, List.of(changes), Optional.empty());
  }

  public Completion<R> referredToAs(String reference) {
    return new Completion<>(result, changes, Optional.of(reference));
  }
}
