package dev.fleetprompt.platform.directives;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A kind of effect. Registered as a bean.
 *
 * @param <P> a record: the params, whose JSON Schema is derived from it
 * @param <R> a record: the result
 */
public interface DirectiveType<P, R> {

  DirectiveName name();

  Class<P> params();

  Class<R> result();

  Repeat repeat();

  Undo undo();

  /**
   * The fields of the params that, with the request's business key, decide whether two requests
   * mean the same effect.
   */
  List<String> keyFields();

  /** How long {@link #perform} and {@link #verify} may take, each; at most ten minutes. */
  default Duration timeout() {
    return Duration.ofSeconds(60);
  }

  /** How many attempts of this type a node makes at once, over all tenants; at least 1. */
  default int concurrency() {
    return 32;
  }

  /**
   * Brings the effect about. Called on a virtual thread, outside any transaction, by the
   * directive's only owner. Calls {@link Attempt#beforeSending()} immediately before the first byte
   * leaves.
   */
  Completion<R> perform(P params, Attempt attempt) throws AttemptFailedException;

  /**
   * Asks whether an attempt of unknown outcome took effect; empty when the outside system cannot
   * tell.
   */
  default Optional<Evidence<R>> verify(P params, Attempt attempt) throws AttemptFailedException {
    return Optional.empty();
  }
}
