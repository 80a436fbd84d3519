package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Catches the errors of an expression but not those of whoever consumes its results, although both
 * happen inside it: errors of the consumer travel through in disguise.
 */
final class Guard {
  private Guard() {}

  private static final class Passing extends RuntimeException {
    private final transient Object owner;
    private final JqException error;

    Passing(Object owner, JqException error) {
      super(null, null, false, false);
      this.owner = owner;
      this.error = error;
    }
  }

  /** Pushes results; returns the error that ended them, if there was one. */
  static @Nullable JqException attempt(Run run, Code code, Env env, JsonNode input, Code.Out out) {
    int depth = run.depth();
    if (code.single()) {
      JsonNode value;
      try {
        value = code.value(run, env, input);
      } catch (JqException e) {
        run.backTo(depth);
        return e;
      }
      out.emit(value);
      return null;
    }
    Object owner = new Object();
    try {
      code.each(
          run,
          env,
          input,
          value -> {
            try {
              out.emit(value);
            } catch (JqException e) {
              throw new Passing(owner, e);
            }
          });
      return null;
    } catch (Passing passing) {
      throw passing.owner == owner ? passing.error : passing;
    } catch (JqException e) {
      run.backTo(depth);
      return e;
    }
  }

  /** The same with paths. */
  static @Nullable JqException attemptPaths(
      Run run, Code code, Env env, Path path, JsonNode input, Code.PathOut out) {
    int depth = run.depth();
    Object owner = new Object();
    try {
      run.enter();
      code.paths(
          run,
          env,
          path,
          input,
          (place, value) -> {
            try {
              out.emit(place, value);
            } catch (JqException e) {
              throw new Passing(owner, e);
            }
          });
      run.leave();
      return null;
    } catch (Passing passing) {
      throw passing.owner == owner ? passing.error : passing;
    } catch (JqException e) {
      run.backTo(depth);
      return e;
    }
  }
}
