package dev.fleetprompt.platform.queue;

import org.jspecify.annotations.Nullable;

/**
 * A kind of thing that is worked on. Two kinds are equal when their codes are.
 *
 * @param code its number in the queue's tables; never reused
 * @param name for logs
 */
public record ItemKind(short code, String name) {

  public static ItemKind of(int code, String name) {
    return new ItemKind((short) code, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ItemKind kind && kind.code == code;
  }

  @Override
  public int hashCode() {
    return code;
  }
}
