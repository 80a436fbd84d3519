package dev.fleetprompt.platform.egress;

import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending;
import dev.fleetprompt.platform.egress.EgressFailure.BeforeSending.Reason;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a host's name resolved to.
 *
 * @param host the name, in lower case
 * @param port the port that would be connected to
 * @param addresses all addresses, at most 64
 */
public record Resolution(String host, int port, List<InetAddress> addresses) {
  public Resolution {
    addresses = List.copyOf(addresses);
  }

  /** The reach of the worst address: one private address makes the whole name private. */
  public AddressReach reach() {
    return addresses.stream()
        .map(AddressBlocks::reachOf)
        .max(Comparator.naturalOrder())
        .orElse(AddressReach.FORBIDDEN);
  }

  /** The addresses as an owner reads them. */
  public List<String> shown() {
    return addresses.stream().map(InetAddress::getHostAddress).toList();
  }

  Resolution requireReachable(Set<AllowedAddress> allowances) throws EgressFailure {
    return switch (reach()) {
      case PUBLIC -> this;
      case PRIVATE -> {
        if (allowances.contains(new AllowedAddress(host, port))) {
          yield this;
        }
        throw new BeforeSending(
            Reason.ADDRESS_NOT_PUBLIC,
            "%s:%d resolves to an address that is not public. If it is yours, allow exactly this host and port when you connect it."
                .formatted(host, port));
      }
      case FORBIDDEN ->
          throw new BeforeSending(
              Reason.ADDRESS_NOT_PUBLIC,
              "%s:%d resolves to a link-local, multicast or reserved address, which is never called. Give the service a public or private address."
                  .formatted(host, port));
    };
  }
}
