package dev.fleetprompt.engine.jq;

/**
 * What one evaluation may spend.
 *
 * @param steps elementary operations; work that grows with its data (sorting, printing, copying,
 *     digits) costs in proportion
 * @param outputs results handed to the caller
 * @param bytes estimated memory of all values built, whether kept or not, and of the results
 *     written out in full
 * @param depth nested evaluations, and the nesting of any value that is walked; the standard limit
 *     suits a thread with a stack of 512 KiB
 */
public record FuelLimits(long steps, long outputs, long bytes, int depth) {
  private static final FuelLimits STANDARD = new FuelLimits(2_000_000, 100_000, 32L << 20, 400);

  public FuelLimits {
    if (steps < 1 || outputs < 1 || bytes < 1 || depth < 1) {
      throw new IllegalArgumentException("every fuel limit must be at least 1");
    }
  }

  /**
   * Limits that end an evaluation within about a quarter of a second on a slow core and within tens
   * of megabytes.
   */
  public static FuelLimits standard() {
    return STANDARD;
  }

  /** The same limits with another number of steps. */
  public FuelLimits withSteps(long limit) {
    return new FuelLimits(limit, outputs, bytes, depth);
  }

  /** The same limits with another number of results. */
  public FuelLimits withOutputs(long limit) {
    return new FuelLimits(steps, limit, bytes, depth);
  }

  /** The same limits with another number of bytes. */
  public FuelLimits withBytes(long limit) {
    return new FuelLimits(steps, outputs, limit, depth);
  }

  /** The same limits with another depth. */
  public FuelLimits withDepth(int limit) {
    return new FuelLimits(steps, outputs, bytes, limit);
  }
}
