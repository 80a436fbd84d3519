package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionName;
import dev.fleetprompt.platform.functions.Reach;
import dev.fleetprompt.platform.functions.TaskFunction;
import java.util.UUID;
import java.util.function.Consumer;

/** The work of a durable step: adds one. */
public final class Step implements TaskFunction<Step.Value, Step.Value> {

  /** What goes in and comes out, as a small JSON object. */
  public record Value(long value) {}

  private volatile Consumer<UUID> watch = run -> {};

  /** Tells of each call whose run makes it, before it is made. */
  public void onCall(Consumer<UUID> watcher) {
    watch = watcher;
  }

  @Override
  public FunctionName name() {
    return new FunctionName("bench.step");
  }

  @Override
  public Reach reach() {
    return Reach.LOCAL;
  }

  @Override
  public Class<Value> input() {
    return Value.class;
  }

  @Override
  public Value call(Value input, CallContext context) {
    watch.accept(context.execution());
    return new Value(input.value() + 1);
  }
}
