package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Expressions that reach into values. */
final class Access {
  private Access() {}

  private static void checkPath(Run run, Path path, JsonNode in, JsonNode key) {
    if (path.lost()) {
      throw new JqException(
          "Invalid path expression near attempt to access element "
              + JsonText.excerpt(run, key, 30)
              + " of "
              + JsonText.excerpt(run, in, 30));
    }
  }

  private static @Nullable JsonNode changeAt(
      Run run, JsonNode in, JsonNode key, Code.Change change) {
    JsonNode changed = change.of(Places.get(run, in, key));
    return changed == null ? Places.delete(run, in, key) : Places.set(run, in, key, changed);
  }

  /** {@code term.name} */
  static final class Field extends Code {
    private final Code term;
    private final StringNode key;
    private final String name;
    private final boolean single;

    Field(Code term, StringNode key) {
      this.term = term;
      this.key = key;
      this.name = key.stringValue();
      this.single = term.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return field(run, term.value(run, env, input));
    }

    private JsonNode field(Run run, JsonNode in) {
      if (in instanceof ObjectNode object) {
        run.step();
        JsonNode value = object.get(name);
        return value == null ? Values.NULL : value;
      }
      return Places.get(run, in, key);
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        term.each(run, env, input, in -> out.emit(field(run, in)));
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      term.paths(
          run,
          env,
          path,
          input,
          (place, in) -> {
            checkPath(run, place, in, key);
            out.emit(place.then(run, key), Places.get(run, in, key));
          });
    }

    @Override
    boolean updatable() {
      return term.updatable();
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return term.update(run, env, input, in -> changeAt(run, in, key, change));
    }
  }

  /** {@code term[key]}, the key being any value, also a slice. */
  static final class Index extends Code {
    private final Code term;
    private final Code key;
    private final boolean single;

    Index(Code term, Code key) {
      this.term = term;
      this.key = key;
      this.single = term.single() && key.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return Places.get(run, term.value(run, env, input), key.value(run, env, input));
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        key.each(
            run,
            env,
            input,
            at -> term.each(run, env, input, in -> out.emit(Places.get(run, in, at))));
      }
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      key.each(
          run,
          env,
          input,
          at ->
              term.paths(
                  run,
                  env,
                  path,
                  input,
                  (place, in) -> {
                    checkPath(run, place, in, at);
                    out.emit(place.then(run, at), Places.get(run, in, at));
                  }));
    }

    @Override
    boolean updatable() {
      return key.single() && term.updatable();
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      JsonNode at = key.value(run, env, input);
      return term.update(run, env, input, in -> changeAt(run, in, at, change));
    }
  }

  /** {@code term[key]?}: nothing where a value cannot be indexed so. */
  static final class ForgivingIndex extends Code {
    private final Code term;
    private final Code key;

    ForgivingIndex(Code term, Code key) {
      this.term = term;
      this.key = key;
    }

    private static @Nullable JsonNode get(Run run, JsonNode in, JsonNode at) {
      try {
        return Places.get(run, in, at);
      } catch (JqException e) {
        return null;
      }
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      key.each(
          run,
          env,
          input,
          at ->
              term.each(
                  run,
                  env,
                  input,
                  in -> {
                    JsonNode value = get(run, in, at);
                    if (value != null) {
                      out.emit(value);
                    }
                  }));
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      key.each(
          run,
          env,
          input,
          at ->
              term.paths(
                  run,
                  env,
                  path,
                  input,
                  (place, in) -> {
                    checkPath(run, place, in, at);
                    JsonNode value = get(run, in, at);
                    if (value != null) {
                      out.emit(place.then(run, at), value);
                    }
                  }));
    }
  }

  /** The key of a slice: {@code {"start": from, "end": to}}. */
  static final class SliceKey extends Code {
    private final Code from;
    private final Code to;
    private final boolean single;

    SliceKey(Code from, Code to) {
      this.from = from;
      this.to = to;
      this.single = from.single() && to.single();
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return key(run, from.value(run, env, input), to.value(run, env, input));
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      to.each(
          run,
          env,
          input,
          end -> from.each(run, env, input, start -> out.emit(key(run, start, end))));
    }

    private static JsonNode key(Run run, JsonNode start, JsonNode end) {
      run.object(2);
      ObjectNode key = Values.object();
      key.set("start", start);
      key.set("end", end);
      return key;
    }
  }

  /** {@code term[]} */
  static final class Iterate extends Code {
    private final Code term;

    Iterate(Code term) {
      this.term = term;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (term.single()) {
        iterate(run, term.value(run, env, input), out);
      } else {
        term.each(run, env, input, in -> iterate(run, in, out));
      }
    }

    private static void iterate(Run run, JsonNode in, Out out) {
      if (!in.isContainer()) {
        throw cannotIterate(run, in);
      }
      for (JsonNode element : in.values()) {
        run.step();
        out.emit(element);
      }
    }

    private static JqException cannotIterate(Run run, JsonNode in) {
      return new JqException(
          in.isNull()
              ? "Cannot iterate over null"
              : "Cannot iterate over " + Values.shown(run, in));
    }

    @Override
    void paths(Run run, Env env, Path path, JsonNode input, PathOut out) {
      term.paths(run, env, path, input, (place, in) -> iterate(run, place, in, out));
    }

    private static void iterate(Run run, Path path, JsonNode in, PathOut out) {
      if (path.lost()) {
        throw new JqException(
            "Invalid path expression near attempt to iterate through "
                + JsonText.excerpt(run, in, 30));
      }
      if (in.isArray()) {
        for (int i = 0; i < in.size(); i++) {
          run.step();
          out.emit(path.then(run, Numbers.of(i)), in.get(i));
        }
      } else if (in.isObject()) {
        for (Map.Entry<String, JsonNode> entry : in.properties()) {
          run.step();
          out.emit(path.then(run, Values.text(entry.getKey())), entry.getValue());
        }
      } else {
        throw cannotIterate(run, in);
      }
    }

    @Override
    boolean updatable() {
      return term.updatable();
    }

    @Override
    @Nullable JsonNode update(Run run, Env env, JsonNode input, Change change) {
      return term.update(run, env, input, in -> changeAll(run, in, change));
    }

    private static JsonNode changeAll(Run run, JsonNode in, Change change) {
      if (in.isArray()) {
        run.array(in.size());
        List<JsonNode> changed = new ArrayList<>(in.size());
        for (JsonNode element : in.values()) {
          run.step();
          JsonNode value = change.of(element);
          if (value != null) {
            changed.add(value);
          }
        }
        return Values.array(changed);
      }
      if (!in.isObject()) {
        throw cannotIterate(run, in);
      }
      run.object(in.size());
      Map<String, JsonNode> changed = LinkedHashMap.newLinkedHashMap(in.size());
      for (Map.Entry<String, JsonNode> entry : in.properties()) {
        run.step();
        JsonNode value = change.of(entry.getValue());
        if (value != null) {
          changed.put(entry.getKey(), value);
        }
      }
      return new ObjectNode(JsonNodeFactory.instance, changed);
    }
  }
}
