package dev.fleetprompt.platform.egress;

/**
 * A last question before a request leaves: asked when the connection stands and nothing is written
 * yet.
 *
 * @param <X> thrown to call the request off
 */
@FunctionalInterface
public interface Permit<X extends Exception> {
  /** Returns when the request may leave. */
  void require() throws X;
}
