package dev.fleetprompt.engine.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Expressions that build arrays and objects. */
final class Construction {
  private Construction() {}

  static ArrayNode collect(Run run, Code body, Env env, JsonNode input) {
    run.array(0);
    List<JsonNode> elements = new ArrayList<>();
    body.each(
        run,
        env,
        input,
        value -> {
          run.element();
          elements.add(value);
        });
    return new ArrayNode(JsonNodeFactory.instance, elements);
  }

  /** {@code [body]} */
  static final class Collect extends Code.Single {
    private final Code body;

    Collect(Code body) {
      this.body = body;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      return collect(run, body, env, input);
    }
  }

  /** {@code {key: value, ...}}; as in jq, the first entry varies slowest. */
  static final class Build extends Code {
    private final Code[] keys;
    private final Code[] values;
    private final boolean single;

    Build(Code[] keys, Code[] values) {
      this.keys = keys;
      this.values = values;
      this.single = Codes.allSingle(keys) && Codes.allSingle(values);
    }

    @Override
    boolean single() {
      return single;
    }

    @Override
    JsonNode value(Run run, Env env, JsonNode input) {
      run.object(keys.length);
      Map<String, JsonNode> entries = LinkedHashMap.newLinkedHashMap(keys.length);
      for (int i = 0; i < keys.length; i++) {
        String key = key(run, keys[i].value(run, env, input));
        entries.put(key, values[i].value(run, env, input));
      }
      return new ObjectNode(JsonNodeFactory.instance, entries);
    }

    private static String key(Run run, JsonNode key) {
      run.step();
      if (!key.isString()) {
        throw new JqException("Object keys must be strings, not " + Values.shown(run, key));
      }
      return key.stringValue();
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      if (single) {
        out.emit(value(run, env, input));
      } else {
        combine(run, env, input, 0, new String[keys.length], new JsonNode[keys.length], out);
      }
    }

    private void combine(
        Run run, Env env, JsonNode input, int entry, String[] names, JsonNode[] contents, Out out) {
      if (entry == keys.length) {
        run.object(keys.length);
        ObjectNode object = Values.object();
        for (int i = 0; i < names.length; i++) {
          object.set(names[i], contents[i]);
        }
        out.emit(object);
        return;
      }
      run.enter();
      keys[entry].each(
          run,
          env,
          input,
          key -> {
            String name = key(run, key);
            values[entry].each(
                run,
                env,
                input,
                value -> {
                  names[entry] = name;
                  contents[entry] = value;
                  combine(run, env, input, entry + 1, names, contents, out);
                });
          });
      run.leave();
    }
  }
}
