package dev.fleetprompt.platform.connections;

import java.util.List;

/**
 * A connection just made.
 *
 * @param resolvesTo the IP addresses its host has now, to be shown to the owner
 */
public record Connected(Connection connection, List<String> resolvesTo) {
  public Connected {
    resolvesTo = List.copyOf(resolvesTo);
  }
}
