package dev.fleetprompt.platform.identity;

import java.util.UUID;

/** The identity of a person; it never changes and is never used again. */
public record PersonId(UUID value) {
  public static PersonId parse(String text) {
    return new PersonId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
