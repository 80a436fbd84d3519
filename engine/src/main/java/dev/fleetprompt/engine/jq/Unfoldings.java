package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Builtins that apply an expression to its own results. The last result of each step is carried on
 * in a loop, so that a chain of any length does not deepen the Java stack; only branches do.
 */
final class Unfoldings {
  private Unfoldings() {}

  /** Whether a value is handed out. */
  @FunctionalInterface
  private interface Rule {
    boolean emits(Run run, Env env, JsonNode value);
  }

  private static Rule when(Code condition) {
    return (run, env, value) -> Values.truthy(condition.value(run, env, value));
  }

  /** {@code recurse(next)} */
  static Code recurse(Code next) {
    return new Unfold(next, (run, env, value) -> true, false);
  }

  /** {@code while(condition; next)}, for a condition with one result. */
  static Code whilst(Code condition, Code next) {
    return new Unfold(next, when(condition), false);
  }

  /** {@code until(condition; next)}, for a condition with one result. */
  static Code until(Code condition, Code next) {
    return new Unfold(next, when(condition), true);
  }

  private static final class Unfold extends Code {
    private final Code next;
    private final Rule rule;

    /** Hands out only the values at which the rule says stop, instead of those on the way. */
    private final boolean ends;

    Unfold(Code next, Rule rule, boolean ends) {
      this.next = next;
      this.rule = rule;
      this.ends = ends;
    }

    /** Whether the value is followed further; hands it out if it is a result. */
    private boolean visit(Run run, Env env, JsonNode value, Runnable emit) {
      run.step();
      boolean emits = rule.emits(run, env, value);
      if (emits) {
        emit.run();
      }
      return emits != ends;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      JsonNode value = input;
      while (true) {
        JsonNode current = value;
        if (!visit(run, env, current, () -> out.emit(current))) {
          return;
        }
        if (next.single()) {
          value = next.value(run, env, current);
          continue;
        }
        @Nullable JsonNode[] pending = new JsonNode[1];
        Feeder feeder = new Feeder(run, env, pending, out);
        JqException error = Guard.attempt(run, next, env, current, feeder);
        JsonNode last = pending[0];
        if (error != null) {
          if (last != null) {
            branch(run, env, last, out);
          }
          throw error;
        }
        if (last == null) {
          return;
        }
        value = last;
      }
    }

    private void branch(Run run, Env env, JsonNode value, Out out) {
      run.enter();
      run(run, env, value, out);
      run.leave();
    }

    /** Follows each result when the next one shows that it was not the last. */
    private final class Feeder implements Out {
      private final Run run;
      private final Env env;
      private final @Nullable JsonNode[] pending;
      private final Out out;

      Feeder(Run run, Env env, @Nullable JsonNode[] pending, Out out) {
        this.run = run;
        this.env = env;
        this.pending = pending;
        this.out = out;
      }

      @Override
      public void emit(JsonNode value) {
        JsonNode before = pending[0];
        pending[0] = null;
        if (before != null) {
          branch(run, env, before, out);
        }
        pending[0] = value;
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      if (!visit(run, env, input, () -> out.emit(path, input))) {
        return;
      }
      run.enter();
      next.paths(run, env, path, input, (place, value) -> paths(run, env, place, value, out));
      run.leave();
    }
  }

  /** {@code recurse} and {@code ..}: a value and everything in it. */
  static final class Everything extends Code {
    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      visit(run, input, out);
    }

    private static void visit(Run run, JsonNode value, Out out) {
      run.step();
      out.emit(value);
      if (value.isContainer()) {
        run.enter();
        for (JsonNode element : value.values()) {
          visit(run, element, out);
        }
        run.leave();
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      out.emit(path, input);
      if (!input.isContainer()) {
        run.step();
        return;
      }
      run.enter();
      if (path.lost()) {
        throw new JqException(
            "Invalid path expression near attempt to iterate through "
                + JsonText.excerpt(run, input, 30));
      }
      if (input.isArray()) {
        for (int i = 0; i < input.size(); i++) {
          paths(run, env, path.then(run, Numbers.of(i)), input.get(i), out);
        }
      } else {
        input.forEachEntry(
            (key, value) -> paths(run, env, path.then(run, Values.text(key)), value, out));
      }
      run.leave();
    }
  }
}
