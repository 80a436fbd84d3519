package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import java.util.List;

/**
 * An effect that happened, and what is committed together with the directive's {@code completed}.
 *
 * @param result a record; no secrets
 * @param changes signals and own rows of the directive type's module
 * @param <R> the kind of result
 */
public record Completion<R>(R result, List<Change> changes) {

  public Completion {
    changes = List.copyOf(changes);
  }

  public static <R> Completion<R> of(R result, Change... changes) {
    return new Completion<>(result, List.of(changes));
  }
}
