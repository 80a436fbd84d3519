package dev.fleetprompt.engine.jq;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls of functions defined in jq, and of the arguments passed to them. */
final class Calls {
  /** The links of a function that uses no names but its own. */
  static final int FROM_ROOT = -1;

  private Calls() {}

  /** A function; its body is compiled after its name is known, so that it can call itself. */
  static final class Function {
    private final boolean[] byValue;
    private @Nullable Code body;

    /**
     * @param byValue for each parameter, whether it is written {@code $name}
     */
    Function(boolean[] byValue) {
      this.byValue = byValue;
    }

    void complete(Code compiled) {
      body = compiled;
    }

    Code body() {
      if (body == null) {
        throw new IllegalStateException("the function is not compiled yet");
      }
      return body;
    }

    boolean knownSingle() {
      return body != null && body.single();
    }
  }

  /**
   * A call. The names of the function begin where it was defined, some links up from the caller.
   */
  static final class Call extends Code {
    private final Function function;
    private final int links;
    private final Code[] arguments;
    private final boolean simple;
    private final boolean single;

    Call(Function function, int links, Code[] arguments) {
      this.function = function;
      this.links = links;
      this.arguments = arguments;
      boolean valuesSingle = true;
      for (int i = 0; i < arguments.length; i++) {
        valuesSingle &= !function.byValue[i] || arguments[i].single();
      }
      this.simple = valuesSingle;
      this.single = simple && function.knownSingle();
    }

    @Override
    boolean single() {
      return single;
    }

    /** The arguments as expressions; the values of {@code $parameters} follow them. */
    private Env withArguments(Run run, Env env) {
      run.steps(1 + (links >> 4));
      Env names = links == FROM_ROOT ? Env.EMPTY : env.up(links);
      for (Code argument : arguments) {
        run.bytes(40);
        names =
            argument instanceof Argument passed
                ? passed.passOn(env, names)
                : new Env(names, argument, env);
      }
      return names;
    }

    private Env bound(Run run, Env env, JsonNode input) {
      Env names = withArguments(run, env);
      for (int i = 0; i < arguments.length; i++) {
        if (function.byValue[i]) {
          names = new Env(names, arguments[i].value(run, env, input));
        }
      }
      return names;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.enter();
      JsonNode value = function.body().value(run, bound(run, env, input), input);
      run.leave();
      return value;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else if (simple) {
        run.tail(function.body(), bound(run, env, input), input, out);
      } else {
        bindValues(
            0,
            run,
            env,
            withArguments(run, env),
            input,
            names -> function.body().each(run, names, input, out));
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      run.enter();
      bindValues(
          0,
          run,
          env,
          withArguments(run, env),
          input,
          names -> function.body().paths(run, names, path, input, out));
      run.leave();
    }

    /** As in jq, the first argument varies slowest. */
    private void bindValues(
        int argument, Run run, Env env, Env names, JsonNode input, Consumer<Env> body) {
      int next = argument;
      while (next < arguments.length && !function.byValue[next]) {
        next++;
      }
      if (next == arguments.length) {
        body.accept(names);
        return;
      }
      int following = next + 1;
      arguments[next].each(
          run,
          env,
          input,
          value -> bindValues(following, run, env, new Env(names, value), input, body));
    }
  }

  /**
   * A parameter used inside its function: the caller's expression, evaluated with the caller's
   * names.
   */
  static final class Argument extends Code {
    private final int links;

    Argument(int links) {
      this.links = links;
    }

    /**
     * Passes the caller's expression on as it is, so that recursion does not wrap it ever deeper.
     */
    Env passOn(Env env, Env names) {
      Env argument = env.up(links);
      return new Env(names, argument.code(), argument.codeEnv());
    }

    @Override
    boolean singleWith(Env env) {
      return env.up(links).code().single();
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.steps(1 + (links >> 4));
      Env argument = env.up(links);
      run.enter();
      JsonNode value = argument.code().value(run, argument.codeEnv(), input);
      run.leave();
      return value;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      run.steps(1 + (links >> 4));
      Env argument = env.up(links);
      run.tail(argument.code(), argument.codeEnv(), input, out);
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      run.steps(1 + (links >> 4));
      Env argument = env.up(links);
      run.enter();
      argument.code().paths(run, argument.codeEnv(), path, input, out);
      run.leave();
    }
  }
}
