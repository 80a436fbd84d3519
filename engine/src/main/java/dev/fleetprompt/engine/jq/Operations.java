package dev.fleetprompt.engine.jq;

import tools.jackson.databind.JsonNode;

/** Expressions that calculate a value from the values of others. */
final class Operations {
  private Operations() {}

  /** {@code a + b} and its like; as in jq, the right operand varies slowest. */
  static final class Binary extends Code {
    private final Operator operator;
    private final Code left;
    private final Code right;
    private final boolean single;

    Binary(Operator operator, Code left, Code right) {
      this.operator = operator;
      this.left = left;
      this.right = right;
      this.single = left.single() && right.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.step();
      JsonNode b = right.value(run, env, input);
      return Arithmetic.apply(run, operator, left.value(run, env, input), b);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        right.each(
            run,
            env,
            input,
            b -> left.each(run, env, input, a -> out.emit(Arithmetic.apply(run, operator, a, b))));
      }
    }
  }

  /** A calculation on values only: what most builtins are. */
  @FunctionalInterface
  interface Native {
    JsonNode apply(Run run, JsonNode input, JsonNode[] arguments);
  }

  /** A call of a native; as in jq, the last argument varies slowest. */
  static final class NativeCall extends Code {
    private static final JsonNode[] NONE = {};

    private final Native function;
    private final Code[] arguments;
    private final boolean single;

    NativeCall(Native function, Code[] arguments) {
      this.function = function;
      this.arguments = arguments;
      this.single = Codes.allSingle(arguments);
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.step();
      if (arguments.length == 0) {
        return function.apply(run, input, NONE);
      }
      JsonNode[] values = new JsonNode[arguments.length];
      for (int i = values.length - 1; i >= 0; i--) {
        values[i] = arguments[i].value(run, env, input);
      }
      return function.apply(run, input, values);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        combine(run, env, input, arguments.length - 1, new JsonNode[arguments.length], out);
      }
    }

    private void combine(
        Run run, Env env, JsonNode input, int argument, JsonNode[] values, Out out) {
      if (argument < 0) {
        out.emit(function.apply(run, input, values.clone()));
        return;
      }
      arguments[argument].each(
          run,
          env,
          input,
          value -> {
            values[argument] = value;
            combine(run, env, input, argument - 1, values, out);
          });
    }
  }
}
