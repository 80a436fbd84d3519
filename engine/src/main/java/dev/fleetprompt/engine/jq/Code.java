package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A compiled expression. It pushes its results into an {@link Out}; one that always has exactly one
 * result (or an error) is <em>single</em> and can simply be asked for it.
 */
abstract class Code {
  /**
   * What running this may add to the depth, beyond what is counted on the way: a measure of how
   * nested it is written.
   */
  private int weight;

  final int weight() {
    return weight;
  }

  /** Called by the compiler only, before the program is published. */
  final void weigh(int nesting) {
    if (nesting > 0) {
      weight = nesting;
    }
  }

  /** Whether there is always exactly one result. */
  boolean single() {
    return false;
  }

  /**
   * Whether there is exactly one result with these names, although another caller may pass an
   * argument with several.
   */
  boolean singleWith(Env env) {
    return single();
  }

  /** The result of a single expression. */
  JsonNode value(Run run, Env env, JsonNode input) {
    throw new IllegalStateException("not a single expression: " + getClass().getSimpleName());
  }

  /**
   * Pushes all results; may leave the last of them to a tail call, which {@link Run#drain} makes.
   */
  abstract void run(Run run, Env env, JsonNode input, Out out);

  /** Pushes all results before it returns. */
  final void each(Run run, Env env, JsonNode input, Out out) {
    if (single()) {
      out.emit(value(run, env, input));
      return;
    }
    run.enter();
    run(run, env, input, out);
    run.drain();
    run.leave();
  }

  /**
   * Pushes all results with the paths that lead to them; a result that is no part of the input has
   * {@link Path#LOST}.
   */
  void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
    each(run, env, input, value -> out.emit(Path.LOST, value));
  }

  /** Whether {@link #update} can change the input in one pass. */
  boolean updatable() {
    return false;
  }

  /**
   * The input with every place this expression leads to changed; null means that the place itself
   * is to be deleted.
   */
  @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
    throw new IllegalStateException("not updatable: " + getClass().getSimpleName());
  }

  /** Takes results. */
  @FunctionalInterface
  interface Out {
    void emit(JsonNode value);
  }

  /** Takes results with the paths to them. */
  @FunctionalInterface
  interface PathOut {
    void emit(Path path, JsonNode value);
  }

  /** The new value of a place, or null to delete it. */
  @FunctionalInterface
  interface Change {
    @Nullable JsonNode of(JsonNode value);
  }

  /** An expression with exactly one result. */
  abstract static class Single extends Code {
    @Override
    final boolean single() {
      return true;
    }

    @Override
    abstract JsonNode value(Run run, Env env, JsonNode input);

    @Override
    final void run(Run run, Env env, JsonNode input, Out out) {
      out.emit(value(run, env, input));
    }
  }
}
