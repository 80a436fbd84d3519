package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.JsonBounds;
import dev.fleetprompt.engine.json.UnfitJsonException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How much data a run carries along, in bytes of JSON. */
final class StateSize {

  private static final int DEPTH = 1_000;

  private StateSize() {}

  /** The size of a state, a value held twice counted once; stops counting above a bound. */
  static long of(RunState state, long most) {
    Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long[] size = {0};
    StateWriter.values(
        state,
        value -> {
          if (size[0] <= most && seen.add(value)) {
            size[0] += of(value, most);
          }
        });
    return size[0];
  }

  /** The size of a value; more than the bound when it is larger or nested beyond reason. */
  static long of(JsonNode value, long most) {
    try {
      return new JsonBounds(most, DEPTH).check(value);
    } catch (UnfitJsonException e) {
      return switch (e.reason()) {
        case TOO_LARGE, TOO_DEEP, NUMBER_OUT_OF_RANGE, NOT_JSON -> most + 1;
        case NUL_CHARACTER, UNPAIRED_SURROGATE -> 0;
      };
    }
  }
}
