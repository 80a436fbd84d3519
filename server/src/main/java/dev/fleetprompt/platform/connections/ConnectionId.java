package dev.fleetprompt.platform.connections;

import java.util.UUID;

/** Identifies a connection; stays the same when its credential is replaced. */
public record ConnectionId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
