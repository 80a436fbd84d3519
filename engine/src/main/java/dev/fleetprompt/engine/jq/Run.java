package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One evaluation under way: what is left of its budgets, and the tail call that waits to be made.
 *
 * <p>A function called in tail position does not deepen the Java stack: {@link #tail} notes the
 * call and returns, and whoever needs the call to be complete runs it by {@link #drain}.
 */
final class Run {
  private static final int BYTES_PER_ENTRY = 56;

  private final FuelLimits limits;
  private long steps;
  private long bytes;
  private int depth;

  /**
   * Whether a container was built, so that a result may be large or deep although little was
   * allocated.
   */
  private boolean built;

  private boolean nonFinite;

  private @Nullable Code tailCode;
  private Env tailEnv = Env.EMPTY;
  private JsonNode tailInput = Values.NULL;
  private Code.@Nullable Out tailOut;

  Run(Fuel fuel) {
    this.limits = fuel.limits();
    this.steps = fuel.stepsLeft();
    this.bytes = fuel.bytesLeft();
  }

  void settle(Fuel fuel) {
    fuel.settle(steps, bytes);
  }

  void step() {
    if (--steps < 0) {
      throw exhausted(FuelExhaustedException.Budget.STEPS);
    }
  }

  void steps(long count) {
    steps -= count;
    if (steps < 0) {
      throw exhausted(FuelExhaustedException.Budget.STEPS);
    }
  }

  void bytes(long count) {
    bytes -= count;
    if (bytes < 0) {
      throw exhausted(FuelExhaustedException.Budget.BYTES);
    }
  }

  /** Charges for a text of this many characters. */
  void text(long length) {
    steps(length >> 4);
    bytes(40 + 2 * length);
  }

  /** Charges for an array of this many elements, copied or new. */
  void array(long size) {
    built = true;
    steps(size >> 4);
    bytes(48 + 8 * size);
  }

  /** Charges for an object of this many entries, copied or new. */
  void object(long size) {
    built = true;
    steps(size >> 2);
    bytes(64 + BYTES_PER_ENTRY * size);
  }

  /** Charges for one more element of an array that grows. */
  void element() {
    step();
    bytes(8);
  }

  void nonFinite() {
    nonFinite = true;
  }

  boolean built() {
    return built;
  }

  boolean resultsNeedChecking() {
    return built || nonFinite;
  }

  long byteLimit() {
    return limits.bytes();
  }

  int depthLimit() {
    return limits.depth();
  }

  void enter() {
    step();
    deepen(1);
  }

  void leave() {
    depth--;
  }

  /** Enters something that needs more of the Java stack than most. */
  void deepen(int levels) {
    depth += levels;
    if (depth > limits.depth()) {
      throw exhausted(FuelExhaustedException.Budget.DEPTH);
    }
  }

  int depth() {
    return depth;
  }

  /** Where an exception is caught, the depth is what it was before. */
  void backTo(int earlierDepth) {
    depth = earlierDepth;
  }

  void tail(Code code, Env env, JsonNode input, Code.Out out) {
    step();
    tailCode = code;
    tailEnv = env;
    tailInput = input;
    tailOut = out;
  }

  void drain() {
    int before = depth;
    Code code = tailCode;
    Code.Out out = tailOut;
    while (code != null && out != null) {
      tailCode = null;
      tailOut = null;
      depth = before;
      deepen(code.weight());
      code.run(this, tailEnv, tailInput, out);
      code = tailCode;
      out = tailOut;
    }
    depth = before;
  }

  FuelExhaustedException exhausted(FuelExhaustedException.Budget budget) {
    return new FuelExhaustedException(
        budget,
        switch (budget) {
          case STEPS -> limits.steps();
          case OUTPUTS -> limits.outputs();
          case BYTES -> limits.bytes();
          case DEPTH -> limits.depth();
        });
  }
}
