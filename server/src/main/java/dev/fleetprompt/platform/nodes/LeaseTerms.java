package dev.fleetprompt.platform.nodes;

import java.time.Duration;

/**
 * How long a silent node keeps its work.
 *
 * @param lease after this long without a heartbeat a node may be taken for dead
 * @param heartbeat how often a node says that it lives; at most a third of the lease
 * @param look how often nodes look for silent ones
 */
public record LeaseTerms(Duration lease, Duration heartbeat, Duration look) {

  public LeaseTerms {
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      throw new IllegalArgumentException(
          "A heartbeat every " + heartbeat + " is too rare for a lease of " + lease);
    }
  }

  /** A lease of 6 s, a heartbeat every 1.5 s, a look every 0.5 s. */
  public static LeaseTerms standard() {
    return new LeaseTerms(Duration.ofSeconds(6), Duration.ofMillis(1_500), Duration.ofMillis(500));
  }
}
