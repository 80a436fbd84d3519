package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.tenancy.TenantId;
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

  /**
   * What whoever may request it can do, for people who judge a package: an imperative of a few
   * words.
   */
  default Optional<String> purpose() {
    return Optional.empty();
  }

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
   * What performing it means, for the people who decide about it. Quick, and without effects;
   * called outside any transaction.
   */
  default Summary summary(TenantId tenant, P params) {
    return Summary.of("Perform " + name());
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

  /**
   * What else is committed, in the same unit of work, when a directive of this type ends without
   * its effect: failed, rejected, expired, denied or cancelled. The counterpart of {@link
   * Completion#changes}, so that what a request prepared never stays behind.
   *
   * <p>Called inside the transaction, again after a rollback: reads nothing, waits for nothing and
   * never throws. Its changes are of a later stage than {@link
   * dev.fleetprompt.platform.commit.Stage#STATE}, and none of them refuses its unit.
   */
  default List<Change> ended(P params, DirectiveEnd end) {
    return List.of();
  }
}
