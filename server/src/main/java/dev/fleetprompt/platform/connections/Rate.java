package dev.fleetprompt.platform.connections;

/**
 * How fast a connection may be used: a token bucket, for each node by itself.
 *
 * @param perSecond calls a second on average, 1 to 1,000
 * @param burst calls at once after a pause, 1 to 10,000
 */
public record Rate(int perSecond, int burst) {
  public Rate {
    if (perSecond < 1 || perSecond > 1_000 || burst < 1 || burst > 10_000) {
      throw new IllegalArgumentException(
          "a rate has 1 to 1,000 calls a second and a burst up to 10,000");
    }
  }
}
