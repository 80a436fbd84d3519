package dev.fleetprompt.engine.jq;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Binds the variables of one or more alternative patterns to the parts of a value. */
final class Destructuring {
  /**
   * How a pattern takes a value apart: it fills its slots and goes on, once for every way its keys
   * allow.
   */
  @FunctionalInterface
  interface Matcher {
    void match(Run run, Env env, JsonNode input, JsonNode value, JsonNode[] slots, Runnable next);
  }

  /** What happens with the variables bound. */
  @FunctionalInterface
  interface Body {
    void with(Env names, Code.Out sink);
  }

  /** The same with paths. */
  @FunctionalInterface
  interface PathBody {
    void with(Env names, Code.PathOut sink);
  }

  private final List<Matcher> alternatives;
  private final int variables;
  private final boolean name;

  /**
   * @param alternatives tried in order; an error in a pattern or in what follows it leads to the
   *     next
   * @param variables of all alternatives together; those an alternative lacks are null
   * @param name whether there is just one variable, bound to the whole value
   */
  Destructuring(List<Matcher> alternatives, int variables, boolean name) {
    this.alternatives = alternatives;
    this.variables = variables;
    this.name = name;
  }

  boolean isName() {
    return name;
  }

  void bind(Run run, Env env, JsonNode input, JsonNode value, Code.Out out, Body body) {
    if (name) {
      run.enter();
      run.bytes(24);
      body.with(new Env(env, value), out);
      run.leave();
      return;
    }
    run.step();
    for (int i = 0; i < alternatives.size() - 1; i++) {
      Matcher matcher = alternatives.get(i);
      Code attempt =
          new Code() {
            @Override
            void run(Run inner, Env names, JsonNode in, Out sink) {
              match(matcher, inner, names, in, value, bound -> body.with(bound, sink));
            }
          };
      if (Guard.attempt(run, attempt, env, input, out) == null) {
        return;
      }
    }
    match(alternatives.getLast(), run, env, input, value, bound -> body.with(bound, out));
  }

  void bindPaths(
      Run run, Env env, JsonNode input, JsonNode value, Code.PathOut out, PathBody body) {
    for (int i = 0; i < alternatives.size() - 1; i++) {
      Matcher matcher = alternatives.get(i);
      Code attempt =
          new Code() {
            @Override
            void run(Run inner, Env names, JsonNode in, Out sink) {
              throw new IllegalStateException("only paths are asked for");
            }

            @Override
            void paths(Run inner, Env names, Path path, JsonNode in, PathOut sink) {
              match(matcher, inner, names, in, value, bound -> body.with(bound, sink));
            }
          };
      if (Guard.attemptPaths(run, attempt, env, Path.ROOT, input, out) == null) {
        return;
      }
    }
    match(alternatives.getLast(), run, env, input, value, bound -> body.with(bound, out));
  }

  private void match(
      Matcher matcher, Run run, Env env, JsonNode input, JsonNode value, Consumer<Env> body) {
    run.enter();
    run.bytes(24L * variables);
    JsonNode[] slots = new JsonNode[variables];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Values.NULL;
    }
    matcher.match(
        run,
        env,
        input,
        value,
        slots,
        () -> {
          Env names = env;
          for (JsonNode slot : slots) {
            names = new Env(names, slot);
          }
          body.accept(names);
        });
    run.leave();
  }

  /** {@code $name} */
  static Matcher name(int slot) {
    return (run, env, input, value, slots, next) -> {
      slots[slot] = value;
      next.run();
    };
  }

  /** {@code [a, b, ...]} */
  static Matcher items(List<Matcher> items) {
    return (run, env, input, value, slots, next) -> {
      if (!value.isArray() && !value.isNull()) {
        throw new JqException("Cannot index " + Values.typeName(value) + " with number");
      }
      item(items, 0, run, env, input, value, slots, next);
    };
  }

  private static void item(
      List<Matcher> items,
      int index,
      Run run,
      Env env,
      JsonNode input,
      JsonNode value,
      JsonNode[] slots,
      Runnable next) {
    if (index == items.size()) {
      next.run();
      return;
    }
    run.enter();
    JsonNode element = Places.get(run, value, Numbers.of(index));
    items
        .get(index)
        .match(
            run,
            env,
            input,
            element,
            slots,
            () -> item(items, index + 1, run, env, input, value, slots, next));
    run.leave();
  }

  /** A field of an object: its key, and what its value is matched with. */
  record Field(Code key, List<Matcher> matchers) {}

  /** {@code {a: ..., ...}} */
  static Matcher fields(List<Field> fields) {
    return (run, env, input, value, slots, next) ->
        field(fields, 0, run, env, input, value, slots, next);
  }

  private static void field(
      List<Field> fields,
      int index,
      Run run,
      Env env,
      JsonNode input,
      JsonNode value,
      JsonNode[] slots,
      Runnable next) {
    if (index == fields.size()) {
      next.run();
      return;
    }
    Field field = fields.get(index);
    field
        .key()
        .each(
            run,
            env,
            input,
            key -> {
              if (!key.isString()) {
                throw new JqException(
                    "Cannot index " + Values.typeName(value) + " with " + Values.typeName(key));
              }
              run.enter();
              matchAll(
                  field.matchers(),
                  0,
                  run,
                  env,
                  input,
                  Places.get(run, value, key),
                  slots,
                  () -> field(fields, index + 1, run, env, input, value, slots, next));
              run.leave();
            });
  }

  private static void matchAll(
      List<Matcher> matchers,
      int index,
      Run run,
      Env env,
      JsonNode input,
      JsonNode value,
      JsonNode[] slots,
      Runnable next) {
    if (index == matchers.size()) {
      next.run();
      return;
    }
    matchers
        .get(index)
        .match(
            run,
            env,
            input,
            value,
            slots,
            () -> matchAll(matchers, index + 1, run, env, input, value, slots, next));
  }
}
