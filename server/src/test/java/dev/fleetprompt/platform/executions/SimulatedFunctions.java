package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;

/** What the runs of a {@link SimulatedWorld} call: their answers depend on their input alone. */
final class SimulatedFunctions {

  record Number(long n) {}

  private SimulatedFunctions() {}

  /** Adds one. */
  static final class Sure implements TaskFunction<Number, Number> {
    @Override
    public FunctionName name() {
      return new FunctionName("sim.sure");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Number> input() {
      return Number.class;
    }

    @Override
    public Number call(Number input, CallContext context) {
      return new Number(input.n() + 1);
    }
  }

  /** Fails for every third number. */
  static final class Shaky implements TaskFunction<Number, Number> {
    @Override
    public FunctionName name() {
      return new FunctionName("sim.shaky");
    }

    @Override
    public Reach reach() {
      return Reach.LOCAL;
    }

    @Override
    public Class<Number> input() {
      return Number.class;
    }

    @Override
    public Number call(Number input, CallContext context) throws FunctionFailedException {
      if (input.n() % 3 == 0) {
        throw new FunctionFailedException("https://example.com/shaky", 503, "No " + input.n());
      }
      return new Number(input.n() + 1);
    }
  }
}
