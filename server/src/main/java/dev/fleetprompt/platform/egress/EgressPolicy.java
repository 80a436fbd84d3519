package dev.fleetprompt.platform.egress;

import java.util.Set;

/**
 * What the caller of an exchange is allowed.
 *
 * @param hosts the hosts that may be named
 * @param allowances the host and port pairs that may be private
 * @param limits the bounds
 */
public record EgressPolicy(HostRule hosts, Set<AllowedAddress> allowances, EgressLimits limits) {
  public EgressPolicy {
    allowances = Set.copyOf(allowances);
  }

  /** Any public host within the standard bounds. */
  public static EgressPolicy standard() {
    return new EgressPolicy(HostRule.any(), Set.of(), EgressLimits.standard());
  }

  public EgressPolicy withHosts(HostRule other) {
    return new EgressPolicy(other, allowances, limits);
  }

  public EgressPolicy allowing(AllowedAddress address) {
    return new EgressPolicy(hosts, Set.of(address), limits);
  }

  public EgressPolicy withLimits(EgressLimits other) {
    return new EgressPolicy(hosts, allowances, other);
  }
}
