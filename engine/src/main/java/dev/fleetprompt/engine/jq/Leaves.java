package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Expressions without operands, and texts. */
final class Leaves {
  private Leaves() {}

  /** {@code .} */
  static final class Identity extends Code.Single {
    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return input;
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      out.emit(path, input);
    }

    @Override
    boolean updatable() {
      return true;
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return change.of(input);
    }
  }

  /** A constant. */
  static final class Literal extends Code.Single {
    private final JsonNode value;

    Literal(JsonNode value) {
      this.value = value;
    }

    JsonNode constant() {
      return value;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return value;
    }
  }

  /** {@code $name} */
  static final class Variable extends Code.Single {
    private final int links;

    Variable(int links) {
      this.links = links;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.steps(1 + (links >> 4));
      return env.up(links).value();
    }
  }

  /** {@code empty} */
  static final class Empty extends Code {
    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      run.step();
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      run.step();
    }

    @Override
    boolean updatable() {
      return true;
    }

    @Override
    JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return input;
    }
  }

  /** A string with interpolations; every part yields a text. */
  static final class Text extends Code {
    private final Code[] parts;
    private final boolean single;

    Text(Code[] parts) {
      this.parts = parts;
      this.single = Codes.allSingle(parts);
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      StringBuilder text = new StringBuilder();
      for (Code part : parts) {
        String piece = part.value(run, env, input).stringValue();
        run.text(piece.length());
        text.append(piece);
      }
      return Values.text(text.toString());
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        combine(run, env, input, parts.length - 1, "", out);
      }
    }

    /** As in jq, the last part varies slowest. */
    private void combine(Run run, Env env, JsonNode input, int part, String rest, Out out) {
      if (part < 0) {
        out.emit(Values.text(rest));
        return;
      }
      parts[part].each(
          run,
          env,
          input,
          piece -> {
            String text = piece.stringValue();
            run.text((long) text.length() + rest.length());
            combine(run, env, input, part - 1, text + rest, out);
          });
    }
  }
}
