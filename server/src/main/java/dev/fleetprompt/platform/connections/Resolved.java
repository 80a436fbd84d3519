package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.egress.AddressReach;
import java.util.List;

/**
 * Where a connection's address leads now.
 *
 * @param addresses the IP addresses of the host
 * @param reach whether they are public, private, or never called
 */
public record Resolved(String host, int port, List<String> addresses, AddressReach reach) {
  public Resolved {
    addresses = List.copyOf(addresses);
  }

  /** Host and port, as an owner allows them. */
  public String address() {
    return host + ":" + port;
  }
}
