package dev.fleetprompt.engine.jq;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Expressions that bind variables or labels. */
final class Bindings {
  private Bindings() {}

  /** {@code source as patterns | body} */
  static final class Bind extends Code {
    private final Code source;
    private final Destructuring destructuring;
    private final Code body;
    private final boolean simple;
    private final boolean single;

    Bind(Code source, Destructuring destructuring, Code body) {
      this.source = source;
      this.destructuring = destructuring;
      this.body = body;
      this.simple = source.single() && destructuring.isName();
      this.single = simple && body.single();
    }

    @Override
    boolean single() {
      return single;
    }

    private Env bound(Run run, Env env, JsonNode input) {
      run.bytes(24);
      return new Env(env, source.value(run, env, input));
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.step();
      return body.value(run, bound(run, env, input), input);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (simple) {
        body.run(run, bound(run, env, input), input, out);
        return;
      }
      source.each(
          run,
          env,
          input,
          value ->
              destructuring.bind(
                  run,
                  env,
                  input,
                  value,
                  out,
                  (names, sink) -> body.each(run, names, input, sink)));
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      source.each(
          run,
          env,
          input,
          value ->
              destructuring.bindPaths(
                  run,
                  env,
                  input,
                  value,
                  out,
                  (names, sink) -> body.paths(run, names, path, input, sink)));
    }
  }

  /** {@code reduce source as patterns (init; update)} */
  static final class Reduce extends Code {
    private final Code source;
    private final Destructuring destructuring;
    private final Code init;
    private final Code update;

    Reduce(Code source, Destructuring destructuring, Code init, Code update) {
      this.source = source;
      this.destructuring = destructuring;
      this.init = init;
      this.update = update;
    }

    @Override
    boolean single() {
      return init.single();
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return reduce(run, env, input, init.value(run, env, input));
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      init.each(run, env, input, state -> out.emit(reduce(run, env, input, state)));
    }

    private JsonNode reduce(Run run, Env env, JsonNode input, JsonNode initial) {
      JsonNode[] state = {initial};
      source.each(
          run,
          env,
          input,
          value ->
              destructuring.bind(
                  run,
                  env,
                  input,
                  value,
                  ignored -> {},
                  (names, sink) -> {
                    JsonNode before = state[0];
                    if (update.single()) {
                      state[0] = update.value(run, names, before);
                    } else {
                      state[0] = Values.NULL;
                      update.each(run, names, before, after -> state[0] = after);
                    }
                  }));
      return state[0];
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      init.paths(
          run,
          env,
          path,
          input,
          (start, initial) -> {
            Path[] place = {start};
            JsonNode[] state = {initial};
            source.each(
                run,
                env,
                input,
                value ->
                    destructuring.bindPaths(
                        run,
                        env,
                        input,
                        value,
                        (ignoredPath, ignored) -> {},
                        (names, sink) -> {
                          Path beforePlace = place[0];
                          JsonNode before = state[0];
                          place[0] = Path.LOST;
                          state[0] = Values.NULL;
                          update.paths(
                              run,
                              names,
                              beforePlace,
                              before,
                              (afterPlace, after) -> {
                                place[0] = afterPlace;
                                state[0] = after;
                              });
                        }));
            out.emit(place[0], state[0]);
          });
    }
  }

  /** {@code foreach source as patterns (init; update; extract)} */
  static final class Foreach extends Code {
    private final Code source;
    private final Destructuring destructuring;
    private final Code init;
    private final Code update;
    private final Code extract;

    Foreach(Code source, Destructuring destructuring, Code init, Code update, Code extract) {
      this.source = source;
      this.destructuring = destructuring;
      this.init = init;
      this.update = update;
      this.extract = extract;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      init.each(
          run,
          env,
          input,
          initial -> {
            JsonNode[] state = {initial};
            source.each(
                run,
                env,
                input,
                value ->
                    destructuring.bind(
                        run,
                        env,
                        input,
                        value,
                        out,
                        (names, sink) ->
                            update.each(
                                run,
                                names,
                                state[0],
                                after -> {
                                  state[0] = after;
                                  extract.each(run, names, after, sink);
                                })));
          });
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      init.paths(
          run,
          env,
          path,
          input,
          (start, initial) -> {
            Path[] place = {start};
            JsonNode[] state = {initial};
            source.each(
                run,
                env,
                input,
                value ->
                    destructuring.bindPaths(
                        run,
                        env,
                        input,
                        value,
                        out,
                        (names, sink) ->
                            update.paths(
                                run,
                                names,
                                place[0],
                                state[0],
                                (afterPlace, after) -> {
                                  place[0] = afterPlace;
                                  state[0] = after;
                                  extract.paths(run, names, afterPlace, after, sink);
                                })));
          });
    }
  }

  /** Ends the label that it names. */
  private static final class BreakException extends RuntimeException {
    private final transient Env label;

    BreakException(Env label) {
      super(null, null, false, false);
      this.label = label;
    }
  }

  /** {@code label $name | body} */
  static final class Label extends Code {
    private final Code body;

    Label(Code body) {
      this.body = body;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      within(run, env, names -> body.each(run, names, input, out));
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      within(run, env, names -> body.paths(run, names, path, input, out));
    }

    private static void within(Run run, Env env, Consumer<Env> body) {
      Env label = new Env(env, Values.NULL);
      int depth = run.depth();
      run.enter();
      try {
        body.accept(label);
      } catch (BreakException e) {
        if (e.label != label) {
          throw e;
        }
      }
      run.backTo(depth);
    }
  }

  /** {@code break $name} */
  static final class Break extends Code {
    private final int links;

    Break(int links) {
      this.links = links;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      run.step();
      throw new BreakException(env.up(links));
    }
  }
}
