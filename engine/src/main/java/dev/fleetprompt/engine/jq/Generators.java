package dev.fleetprompt.engine.jq;

import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/**
 * Builtins that produce many results, or take some of many. Endless ones loop; they do not recurse.
 */
final class Generators {
  private Generators() {}

  /** {@code range(from; upto; by)} */
  static final class Range extends Code {
    private final Code from;
    private final Code upto;
    private final Code by;

    Range(Code from, Code upto, Code by) {
      this.from = from;
      this.upto = upto;
      this.by = by;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      from.each(
          run,
          env,
          input,
          first ->
              upto.each(
                  run,
                  env,
                  input,
                  last -> by.each(run, env, input, step -> range(run, first, last, step, out))));
    }

    private static void range(Run run, JsonNode from, JsonNode upto, JsonNode by, Out out) {
      if (!from.isNumber() || !upto.isNumber() || !by.isNumber()) {
        throw new JqException("Range bounds must be numeric");
      }
      if (Numbers.small(from) && Numbers.small(upto) && Numbers.small(by)) {
        count(run, from.longValue(), upto.longValue(), by.longValue(), out);
        return;
      }
      int direction = Numbers.compare(run, by, Numbers.of(0));
      JsonNode value = from;
      while (direction != 0 && Numbers.compare(run, value, upto) * direction < 0) {
        run.step();
        run.bytes(1);
        out.emit(value);
        value = Numbers.add(run, value, by);
      }
    }

    private static void count(Run run, long from, long upto, long by, Out out) {
      long value = from;
      while (by > 0 ? value < upto : by < 0 && value > upto) {
        run.step();
        out.emit(Numbers.of(value));
        long next = value + by;
        if (by > 0 ? next < value : next > value) {
          return;
        }
        value = next;
      }
    }
  }

  /** {@code repeat(body)}: the results for the same input, again and again. */
  static final class Repeat extends Code {
    private final Code body;

    Repeat(Code body) {
      this.body = body;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      while (true) {
        run.step();
        body.each(run, env, input, out);
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      while (true) {
        run.step();
        body.paths(run, env, path, input, out);
      }
    }
  }

  /** {@code first(body)} */
  static final class First extends Code {
    private final Code body;

    First(Code body) {
      this.body = body;
    }

    @Override
    boolean single() {
      return body.single();
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return body.value(run, env, input);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      JsonNode first = Assignments.first(run, body, env, input);
      if (first != null) {
        out.emit(first);
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      Path[] place = new Path[1];
      JsonNode[] first = new JsonNode[1];
      Codes.pathsWhileWanted(
          run,
          body,
          env,
          path,
          input,
          (where, value) -> {
            place[0] = where;
            first[0] = value;
            return false;
          });
      if (place[0] != null) {
        out.emit(place[0], first[0]);
      }
    }
  }

  /** {@code last(body)} */
  static final class Last extends Code {
    private final Code body;

    Last(Code body) {
      this.body = body;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      JsonNode[] last = new JsonNode[1];
      body.each(run, env, input, value -> last[0] = value);
      if (last[0] != null) {
        out.emit(last[0]);
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      Path[] place = new Path[1];
      JsonNode[] last = new JsonNode[1];
      body.paths(
          run,
          env,
          path,
          input,
          (where, value) -> {
            place[0] = where;
            last[0] = value;
          });
      if (place[0] != null) {
        out.emit(place[0], last[0]);
      }
    }
  }

  /** What a count may be: a number that is not negative. */
  private static long count(Run run, JsonNode count, String function) {
    if (!count.isNumber()) {
      throw new JqException("Invalid arguments: " + function + " needs a number");
    }
    if (Numbers.compare(run, count, Numbers.of(0)) < 0) {
      throw new JqException("Invalid arguments: " + function + " doesn't support negative count");
    }
    return Numbers.index(Numbers.round(run, count, RoundingMode.CEILING));
  }

  /** {@code limit(count; body)} */
  static final class Limit extends Code {
    private final Code count;
    private final Code body;

    Limit(Code count, Code body) {
      this.count = count;
      this.body = body;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      count.each(
          run,
          env,
          input,
          number -> {
            long[] left = {count(run, number, "limit")};
            if (left[0] > 0) {
              Codes.whileWanted(
                  run,
                  body,
                  env,
                  input,
                  value -> {
                    out.emit(value);
                    return --left[0] > 0;
                  });
            }
          });
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      count.each(
          run,
          env,
          input,
          number -> {
            long[] left = {count(run, number, "limit")};
            if (left[0] > 0) {
              Codes.pathsWhileWanted(
                  run,
                  body,
                  env,
                  path,
                  input,
                  (place, value) -> {
                    out.emit(place, value);
                    return --left[0] > 0;
                  });
            }
          });
    }
  }

  /** {@code skip(count; body)} */
  static final class Skip extends Code {
    private final Code count;
    private final Code body;

    Skip(Code count, Code body) {
      this.count = count;
      this.body = body;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      count.each(
          run,
          env,
          input,
          number -> {
            long[] left = {count(run, number, "skip")};
            body.each(
                run,
                env,
                input,
                value -> {
                  if (--left[0] < 0) {
                    out.emit(value);
                  }
                });
          });
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      count.each(
          run,
          env,
          input,
          number -> {
            long[] left = {count(run, number, "skip")};
            body.paths(
                run,
                env,
                path,
                input,
                (place, value) -> {
                  if (--left[0] < 0) {
                    out.emit(place, value);
                  }
                });
          });
    }
  }

  /**
   * {@code any(body; condition)} and {@code all(body; condition)}: whether some result decides the
   * matter.
   */
  static final class Decide extends Code.Single {
    private final Code body;
    private final Code condition;
    private final boolean decisive;

    Decide(Code body, Code condition, boolean decisive) {
      this.body = body;
      this.condition = condition;
      this.decisive = decisive;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      boolean[] decided = new boolean[1];
      Codes.whileWanted(
          run,
          body,
          env,
          input,
          value -> {
            Codes.whileWanted(
                run,
                condition,
                env,
                value,
                answer -> {
                  decided[0] |= Values.truthy(answer) == decisive;
                  return !decided[0];
                });
            return !decided[0];
          });
      return Values.bool(decided[0] == decisive);
    }
  }

  /** {@code isempty(body)} */
  static final class IsEmpty extends Code.Single {
    private final Code body;

    IsEmpty(Code body) {
      this.body = body;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return Values.bool(Assignments.first(run, body, env, input) == null);
    }
  }

  /** {@code add(body)} */
  static final class Add extends Code.Single {
    private final Code body;

    Add(Code body) {
      this.body = body;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      Sum sum = new Sum(run);
      body.each(run, env, input, sum::add);
      return sum.total();
    }
  }
}
