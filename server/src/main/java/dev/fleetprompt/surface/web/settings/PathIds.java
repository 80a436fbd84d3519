package dev.fleetprompt.surface.web.settings;

import dev.fleetprompt.surface.web.inertia.NotFoundException;
import java.util.UUID;

/** Identifiers in paths: one that cannot be is like one that is not there. */
final class PathIds {
  private PathIds() {}

  static UUID parsed(String text, String thing) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(thing);
    }
  }
}
