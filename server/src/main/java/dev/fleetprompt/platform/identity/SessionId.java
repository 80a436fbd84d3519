package dev.fleetprompt.platform.identity;

import java.util.UUID;

/** Names a session to its person; it opens nothing. */
public record SessionId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
