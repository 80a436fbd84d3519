package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/**
 * One try to bring an effect about.
 *
 * @param tenant whose effect it is
 * @param directive the directive's id; what providers that take an idempotency key are given is
 *     derived from it
 * @param number counts from 1
 * @param ownership whether this node may still act
 * @param correlation what the directive belongs to, for the signals that tell of the effect
 */
public record Attempt(
    TenantId tenant, UUID directive, int number, Ownership ownership, Link correlation) {

  /** An attempt of a directive that belongs to nothing but itself. */
  public Attempt(TenantId tenant, UUID directive, int number, Ownership ownership) {
    this(tenant, directive, number, ownership, Link.directive(directive));
  }

  /** The node's claim on the directive, by its own monotonic clock. */
  public interface Ownership {
    boolean holds();
  }

  /** The same for every attempt of the directive: for providers that deduplicate. */
  public String idempotencyKey() {
    return directive.toString();
  }

  /**
   * To be called immediately before the first byte of an effect leaves.
   *
   * @throws RetryableFailureException when this node's lease has run out: nothing was sent, and
   *     another node goes on
   */
  public void beforeSending() throws RetryableFailureException {
    if (!ownership.holds()) {
      throw new RetryableFailureException(
          "lease_lost", "This node lost its lease before sending; another node takes over.");
    }
  }
}
