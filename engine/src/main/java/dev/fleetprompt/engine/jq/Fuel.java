package dev.fleetprompt.engine.jq;

/**
 * The fuel left to an evaluation. Not thread safe: one thread spends it. Several evaluations may
 * share one fuel in turn; they then share its budgets (but not its depth, which is free again when
 * an evaluation ends).
 */
public final class Fuel {
  private final FuelLimits limits;
  private long steps;
  private long outputs;
  private long bytes;

  private Fuel(FuelLimits limits) {
    this.limits = limits;
    this.steps = limits.steps();
    this.outputs = limits.outputs();
    this.bytes = limits.bytes();
  }

  /** A full tank with the standard limits. */
  public static Fuel standard() {
    return new Fuel(FuelLimits.standard());
  }

  /** A full tank with the given limits. */
  public static Fuel of(FuelLimits limits) {
    return new Fuel(limits);
  }

  /** The limits this fuel began with. */
  public FuelLimits limits() {
    return limits;
  }

  /** Steps spent so far. */
  public long stepsSpent() {
    return limits.steps() - steps;
  }

  /** Bytes spent so far. */
  public long bytesSpent() {
    return limits.bytes() - bytes;
  }

  /** Results handed out so far. */
  public long outputsSpent() {
    return limits.outputs() - outputs;
  }

  long stepsLeft() {
    return steps;
  }

  long bytesLeft() {
    return bytes;
  }

  void settle(long stepsLeft, long bytesLeft) {
    steps = Math.max(0, stepsLeft);
    bytes = Math.max(0, bytesLeft);
  }

  void output() {
    if (--outputs < 0) {
      outputs = 0;
      throw new FuelExhaustedException(FuelExhaustedException.Budget.OUTPUTS, limits.outputs());
    }
  }
}
