package dev.fleetprompt.engine.interpreter;

/**
 * The bounds of a run. Reaching one faults the run; no {@code catch} takes it.
 *
 * @param steps the most task starts and ends between two entries: a loop without a call ends here
 * @param expressionSteps the most elementary operations of all expressions between two entries
 * @param iterations the most items or rounds of a single {@code for}, and the most events of a
 *     single {@code listen}
 * @param retries the most retries of a single {@code try} whose policy has no bound of its own
 * @param strands the most that a run waits for at the same time, such as branches of forks
 * @param backlog the most events that wait for a {@code foreach} that is busy
 * @param stateBytes the most data that a run carries along, roughly, in bytes of JSON
 */
public record Limits(
    long steps,
    long expressionSteps,
    int iterations,
    int retries,
    int strands,
    int backlog,
    long stateBytes) {

  private static final Limits STANDARD =
      new Limits(200_000, 40_000_000, 100_000, 1_000, 2_000, 10_000, 16L << 20);

  public Limits {
    if (steps < 1
        || expressionSteps < 1
        || iterations < 1
        || retries < 0
        || strands < 1
        || backlog < 1
        || stateBytes < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }

  /**
   * 200,000 steps, 40 million operations, 100,000 iterations, 1,000 retries, 2,000 strands, 10,000
   * waiting events, 16 MiB.
   */
  public static Limits standard() {
    return STANDARD;
  }

  public Limits withSteps(long most) {
    return new Limits(most, expressionSteps, iterations, retries, strands, backlog, stateBytes);
  }

  public Limits withIterations(int most) {
    return new Limits(steps, expressionSteps, most, retries, strands, backlog, stateBytes);
  }

  public Limits withStrands(int most) {
    return new Limits(steps, expressionSteps, iterations, retries, most, backlog, stateBytes);
  }

  public Limits withBacklog(int most) {
    return new Limits(steps, expressionSteps, iterations, retries, strands, most, stateBytes);
  }

  public Limits withStateBytes(long most) {
    return new Limits(steps, expressionSteps, iterations, retries, strands, backlog, most);
  }
}
