package dev.fleetprompt.platform.limits;

/**
 * How often something may be done: a token bucket, for each node by itself.
 *
 * @param perSecond times a second on average, 1 to 1,000
 * @param burst times at once after a pause, 1 to 10,000
 */
public record Rate(int perSecond, int burst) {
  public Rate {
    if (perSecond < 1 || perSecond > 1_000 || burst < 1 || burst > 10_000) {
      throw new IllegalArgumentException("a rate has 1 to 1,000 a second and a burst up to 10,000");
    }
  }
}
