package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Builtins that evaluate their arguments more than once, not at all, or for the paths they lead to.
 */
final class ControlFunctions {
  private static final Code IDENTITY = new Leaves.Identity();
  private static final Code EACH = new Access.Iterate(IDENTITY);

  private ControlFunctions() {}

  private static Code number(long value) {
    return new Leaves.Literal(Numbers.of(value));
  }

  private static Code pipe(Code... stages) {
    return new Flow.Pipe(stages);
  }

  static void register(Builtins builtins) {
    builtins.form("empty", 0, a -> new Leaves.Empty());
    builtins.form("select", 1, a -> new Flow.If(a[0], IDENTITY, new Leaves.Empty()));
    builtins.form("map", 1, a -> new Construction.Collect(pipe(EACH, a[0])));
    builtins.form("map_values", 1, a -> new Assignments.Update(EACH, a[0]));
    builtins.form("recurse", 0, a -> new Unfoldings.Everything());
    builtins.form("recurse", 1, a -> Unfoldings.recurse(a[0]));
    builtins.form(
        "recurse",
        2,
        a -> Unfoldings.recurse(pipe(a[0], new Flow.If(a[1], IDENTITY, new Leaves.Empty()))));
    builtins.form("range", 1, a -> new Generators.Range(number(0), a[0], number(1)));
    builtins.form("range", 2, a -> new Generators.Range(a[0], a[1], number(1)));
    builtins.form("range", 3, a -> new Generators.Range(a[0], a[1], a[2]));
    builtins.form("repeat", 1, a -> new Generators.Repeat(a[0]));
    builtins.form("first", 1, a -> new Generators.First(a[0]));
    builtins.form("last", 1, a -> new Generators.Last(a[0]));
    builtins.form("first", 0, a -> new Access.Index(IDENTITY, number(0)));
    builtins.form("last", 0, a -> new Access.Index(IDENTITY, number(-1)));
    builtins.form("limit", 2, a -> new Generators.Limit(a[0], a[1]));
    builtins.form("skip", 2, a -> new Generators.Skip(a[0], a[1]));
    builtins.form("isempty", 1, a -> new Generators.IsEmpty(a[0]));
    builtins.form("add", 0, a -> new Generators.Add(EACH));
    builtins.form("add", 1, a -> new Generators.Add(a[0]));
    registerDecisions(builtins, "any", true);
    registerDecisions(builtins, "all", false);
    builtins.form("path", 1, a -> new Assignments.PathOf(a[0]));
    builtins.form("getpath", 1, a -> new Assignments.GetPath(a[0]));
    builtins.form("del", 1, a -> new Assignments.Delete(a[0]));
    builtins.form("sort_by", 1, a -> new Keyed(a[0], Arrays::sorted));
    builtins.form("group_by", 1, a -> new Keyed(a[0], Arrays::grouped));
    builtins.form("unique_by", 1, a -> new Keyed(a[0], Arrays::distinct));
    builtins.form("min_by", 1, a -> new Keyed(a[0], Arrays::least));
    builtins.form("max_by", 1, a -> new Keyed(a[0], Arrays::greatest));
    registerLoops(builtins);
  }

  private static void registerDecisions(Builtins builtins, String name, boolean decisive) {
    builtins.form(name, 0, a -> new Generators.Decide(EACH, IDENTITY, decisive));
    builtins.form(name, 1, a -> new Generators.Decide(EACH, a[0], decisive));
    builtins.form(name, 2, a -> new Generators.Decide(a[0], a[1], decisive));
  }

  /** A condition with several results is rare, and left to the definitions in jq. */
  private static void registerLoops(Builtins builtins) {
    builtins.form("while", 2, a -> a[0].single() ? Unfoldings.whilst(a[0], a[1]) : null);
    builtins.form("until", 2, a -> a[0].single() ? Unfoldings.until(a[0], a[1]) : null);
  }

  /** What is done with the elements of an array and what each of them is sorted by. */
  @FunctionalInterface
  interface KeyedFunction {
    JsonNode apply(Run run, List<Sorting.Keyed> elements);
  }

  /** {@code sort_by(key)} and its like; the key is the array of all results. */
  private static final class Keyed extends Code.Single {
    private final Code key;
    private final KeyedFunction function;

    Keyed(Code key, KeyedFunction function) {
      this.key = key;
      this.function = function;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      if (!input.isArray()) {
        throw Values.typeError(run, input, "cannot be sorted, as it is not an array");
      }
      run.array(3L * input.size());
      List<Sorting.Keyed> elements = new ArrayList<>(input.size());
      for (JsonNode element : input.values()) {
        run.step();
        JsonNode by =
            key.single()
                ? key.value(run, env, element)
                : Construction.collect(run, key, env, element);
        elements.add(new Sorting.Keyed(by, element));
      }
      return function.apply(run, elements);
    }
  }
}
