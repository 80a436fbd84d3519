package dev.fleetprompt.engine.jq;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Expressions that yield their input with some places changed. */
final class Assignments {
  /** A change within a change takes this much of the Java stack. */
  private static final int LEVELS = 2;

  private Assignments() {}

  /**
   * Changes every place the paths lead to: in one pass where their form allows it, otherwise path
   * by path.
   */
  static JsonNode change(Run run, Code paths, Env env, JsonNode input, Code.Change change) {
    run.deepen(LEVELS);
    JsonNode changed = changed(run, paths, env, input, change);
    run.deepen(-LEVELS);
    return changed;
  }

  private static JsonNode changed(
      Run run, Code paths, Env env, JsonNode input, Code.Change change) {
    if (paths.updatable()) {
      JsonNode result = paths.update(run, env, input, change);
      return result == null ? Values.NULL : result;
    }
    JsonNode[] result = {input};
    ArrayNode deleted = Values.array();
    paths.paths(
        run,
        env,
        Path.ROOT,
        input,
        (path, ignored) -> {
          ArrayNode place = place(run, path, ignored);
          JsonNode changed = change.of(Places.getPath(run, result[0], place));
          if (changed == null) {
            run.element();
            deleted.add(place);
          } else {
            result[0] = Places.setPath(run, result[0], Places.elements(place), changed);
          }
        });
    return deleted.isEmpty() ? result[0] : Places.deletePaths(run, result[0], deleted);
  }

  static ArrayNode place(Run run, Path path, JsonNode value) {
    if (path.lost()) {
      throw new JqException(
          "Invalid path expression with result " + JsonText.excerpt(run, value, 30));
    }
    return path.toArray(run);
  }

  /** The first result, or null if there is none. */
  static @Nullable JsonNode first(Run run, Code code, Env env, JsonNode input) {
    if (code.single()) {
      return code.value(run, env, input);
    }
    @Nullable JsonNode[] first = new JsonNode[1];
    Codes.whileWanted(
        run,
        code,
        env,
        input,
        value -> {
          first[0] = value;
          return false;
        });
    return first[0];
  }

  /** {@code paths |= change} */
  static final class Update extends Code.Single {
    private final Code paths;
    private final Code change;

    Update(Code paths, Code change) {
      this.paths = paths;
      this.change = change;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return change(run, paths, env, input, old -> first(run, change, env, old));
    }
  }

  /**
   * {@code paths = value}, {@code paths += value} and their like: the value is taken from the whole
   * input.
   */
  static final class Assign extends Code {
    /** Combines what is there with the assigned value. */
    @FunctionalInterface
    interface Combination {
      JsonNode of(Run run, JsonNode old, JsonNode value);
    }

    private final Code paths;
    private final Code value;
    private final Combination combination;

    Assign(Code paths, Code value, Combination combination) {
      this.paths = paths;
      this.value = value;
      this.combination = combination;
    }

    @Override
    boolean single() {
      return value.single();
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return assign(run, env, input, value.value(run, env, input));
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      value.each(run, env, input, assigned -> out.emit(assign(run, env, input, assigned)));
    }

    private JsonNode assign(Run run, Env env, JsonNode input, JsonNode assigned) {
      return change(run, paths, env, input, old -> combination.of(run, old, assigned));
    }
  }

  /** {@code path(paths)} */
  static final class PathOf extends Code {
    private final Code paths;

    PathOf(Code paths) {
      this.paths = paths;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      paths.paths(run, env, Path.ROOT, input, (path, value) -> out.emit(place(run, path, value)));
    }
  }

  /** {@code del(paths)} */
  static final class Delete extends Code.Single {
    private final Code paths;

    Delete(Code paths) {
      this.paths = paths;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      ArrayNode deleted = Values.array();
      paths.paths(
          run,
          env,
          Path.ROOT,
          input,
          (path, value) -> {
            run.element();
            deleted.add(place(run, path, value));
          });
      return Places.deletePaths(run, input, deleted);
    }
  }

  /** {@code getpath(path)} */
  static final class GetPath extends Code {
    private final Code path;

    GetPath(Code path) {
      this.path = path;
    }

    @Override
    boolean single() {
      return path.single();
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return get(run, input, path.value(run, env, input));
    }

    private static JsonNode get(Run run, JsonNode input, JsonNode path) {
      if (!path.isArray()) {
        throw new JqException("Path must be specified as an array");
      }
      return Places.getPath(run, input, path);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      path.each(run, env, input, place -> out.emit(get(run, input, place)));
    }

    @Override
    void paths(Run run, Env env, Path prefix, JsonNode input, PathOut out) {
      path.each(
          run,
          env,
          input,
          place -> {
            JsonNode value = get(run, input, place);
            if (prefix.lost()) {
              throw new JqException(
                  "Invalid path expression with result " + JsonText.excerpt(run, input, 30));
            }
            Path whole = prefix;
            for (JsonNode key : place.values()) {
              whole = whole.then(run, key);
            }
            out.emit(whole, value);
          });
    }
  }

  /** {@code setpath(path; value)} */
  static JsonNode setPath(Run run, JsonNode input, JsonNode path, JsonNode value) {
    if (!path.isArray()) {
      throw new JqException("Path must be specified as an array");
    }
    List<JsonNode> keys = Places.elements(path);
    return Places.setPath(run, input, keys, value);
  }
}
