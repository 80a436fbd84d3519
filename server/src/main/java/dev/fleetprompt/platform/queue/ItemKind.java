package dev.fleetprompt.platform.queue;

/**
 * A kind of thing that is worked on.
 *
 * @param code its number in the queue's tables; never reused
 * @param name for logs
 */
public record ItemKind(short code, String name) {

  public static ItemKind of(int code, String name) {
    return new ItemKind((short) code, name);
  }
}
