package dev.fleetprompt.platform.ids;

import java.util.UUID;

/** Makes identifiers; injected, so that tests decide them. */
public interface Ids {

  /** A new UUIDv7: unique, and not smaller than any this object returned before. Thread safe. */
  UUID next();
}
