package dev.fleetprompt.platform.egress;

/** How far an IP address reaches, and therefore whether anything may be sent to it. */
public enum AddressReach {
  /** Globally routed: open to everyone. */
  PUBLIC,
  /**
   * Loopback, a private network or shared carrier space: only where an owner allowed host and port.
   */
  PRIVATE,
  /**
   * Never reachable, allowed or not: link-local (cloud metadata lives there), multicast,
   * unspecified, documentation, benchmarking and reserved ranges.
   */
  FORBIDDEN
}
