package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Expressions that pass values on or choose between others. */
final class Flow {
  private Flow() {}

  /** {@code a | b | c} */
  static final class Pipe extends Code {
    private final Code[] stages;
    private final boolean single;

    Pipe(Code[] stages) {
      this.stages = stages;
      this.single = Codes.allSingle(stages);
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      JsonNode value = input;
      for (Code stage : stages) {
        value = stage.value(run, env, value);
      }
      return value;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      from(0, run, env, input, out);
    }

    private void from(int first, Run run, Env env, JsonNode input, Out out) {
      JsonNode value = input;
      int i = first;
      while (i < stages.length - 1 && stages[i].singleWith(env)) {
        run.step();
        value = stages[i].value(run, env, value);
        i++;
      }
      if (i == stages.length - 1) {
        stages[i].run(run, env, value, out);
        return;
      }
      int next = i + 1;
      stages[i].each(
          run,
          env,
          value,
          result -> {
            run.enter();
            from(next, run, env, result, out);
            run.drain();
            run.leave();
          });
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      pathsFrom(0, run, env, path, input, out);
    }

    private void pathsFrom(int stage, Run run, Env env, Path path, JsonNode input, PathOut out) {
      if (stage == stages.length) {
        out.emit(path, input);
        return;
      }
      run.enter();
      stages[stage].paths(
          run,
          env,
          path,
          input,
          (place, value) -> pathsFrom(stage + 1, run, env, place, value, out));
      run.leave();
    }

    @Override
    boolean updatable() {
      for (Code stage : stages) {
        if (!stage.updatable()) {
          return false;
        }
      }
      return true;
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return updateFrom(0, run, env, input, change);
    }

    private @Nullable JsonNode updateFrom(
        int stage, Run run, Env env, JsonNode input, Change change) {
      if (stage == stages.length) {
        return change.of(input);
      }
      return stages[stage].update(
          run, env, input, in -> updateFrom(stage + 1, run, env, in, change));
    }
  }

  /** {@code a, b, c} */
  static final class Comma extends Code {
    private final Code[] parts;

    Comma(Code[] parts) {
      this.parts = parts;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      int last = parts.length - 1;
      for (int i = 0; i < last; i++) {
        run.step();
        parts[i].each(run, env, input, out);
      }
      parts[last].run(run, env, input, out);
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      for (Code part : parts) {
        run.enter();
        part.paths(run, env, path, input, out);
        run.leave();
      }
    }
  }

  /** {@code if condition then a else b end} */
  static final class If extends Code {
    private final Code condition;
    private final Code then;
    private final Code otherwise;
    private final boolean single;

    If(Code condition, Code then, Code otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
      this.single = condition.single() && then.single() && otherwise.single();
    }

    @Override
    boolean single() {
      return single;
    }

    private Code branch(JsonNode answer) {
      return Values.truthy(answer) ? then : otherwise;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return branch(condition.value(run, env, input)).value(run, env, input);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (condition.single()) {
        branch(condition.value(run, env, input)).run(run, env, input, out);
      } else {
        condition.each(run, env, input, answer -> branch(answer).each(run, env, input, out));
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      condition.each(
          run,
          env,
          input,
          answer -> {
            run.enter();
            branch(answer).paths(run, env, path, input, out);
            run.leave();
          });
    }

    @Override
    boolean updatable() {
      return condition.single() && then.updatable() && otherwise.updatable();
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return branch(condition.value(run, env, input)).update(run, env, input, change);
    }
  }

  /**
   * {@code a // b}: the results of {@code a} that are neither null nor false, or else those of
   * {@code b}.
   */
  static final class Alternative extends Code {
    private final Code preferred;
    private final Code fallback;
    private final boolean single;

    Alternative(Code preferred, Code fallback) {
      this.preferred = preferred;
      this.fallback = fallback;
      this.single = preferred.single() && fallback.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      int depth = run.depth();
      try {
        JsonNode value = preferred.value(run, env, input);
        if (Values.truthy(value)) {
          return value;
        }
      } catch (JqException e) {
        run.backTo(depth);
      }
      return fallback.value(run, env, input);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      boolean[] found = new boolean[1];
      Guard.attempt(
          run,
          preferred,
          env,
          input,
          value -> {
            if (Values.truthy(value)) {
              found[0] = true;
              out.emit(value);
            }
          });
      if (!found[0]) {
        fallback.run(run, env, input, out);
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      boolean[] found = new boolean[1];
      Guard.attemptPaths(
          run,
          preferred,
          env,
          path,
          input,
          (place, value) -> {
            if (Values.truthy(value)) {
              found[0] = true;
              out.emit(place, value);
            }
          });
      if (!found[0]) {
        run.enter();
        fallback.paths(run, env, path, input, out);
        run.leave();
      }
    }
  }

  /** {@code a and b}, {@code a or b} */
  static final class Logic extends Code {
    private final Code left;
    private final Code right;

    /** The left answer that settles the matter. */
    private final boolean decisive;

    private final boolean single;

    Logic(Code left, Code right, boolean decisive) {
      this.left = left;
      this.right = right;
      this.decisive = decisive;
      this.single = left.single() && right.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      if (Values.truthy(left.value(run, env, input)) == decisive) {
        return Values.bool(decisive);
      }
      return Values.bool(Values.truthy(right.value(run, env, input)));
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      left.each(
          run,
          env,
          input,
          first -> {
            if (Values.truthy(first) == decisive) {
              out.emit(Values.bool(decisive));
            } else {
              right.each(run, env, input, second -> out.emit(Values.bool(Values.truthy(second))));
            }
          });
    }
  }

  /** {@code try body catch handler}; without a handler errors end the body quietly. */
  static final class Try extends Code {
    private final Code body;
    private final Code handler;
    private final boolean single;

    Try(Code body, Code handler) {
      this.body = body;
      this.handler = handler;
      this.single = body.single() && handler.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      int depth = run.depth();
      JsonNode error;
      try {
        return body.value(run, env, input);
      } catch (JqException e) {
        run.backTo(depth);
        error = e.value();
      }
      return handler.value(run, env, error);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      JqException error = Guard.attempt(run, body, env, input, out);
      if (error != null) {
        handler.run(run, env, error.value(), out);
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      JqException error = Guard.attemptPaths(run, body, env, path, input, out);
      if (error != null) {
        handler.each(run, env, error.value(), value -> out.emit(Path.LOST, value));
      }
    }
  }
}
