package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.JsonBounds;
import dev.fleetprompt.engine.json.UnfitJsonException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a run carries more data along than it may; a value held twice counts once. */
final class StateSize {

  private static final int DEPTH = 1_000;

  private StateSize() {}

  static boolean exceeds(RunState state, long most) {
    Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long[] left = {most};
    try {
      StateWriter.values(
          state,
          value -> {
            if (value != null && left[0] >= 0 && seen.add(value)) {
              left[0] -= new JsonBounds(Math.max(1, left[0]), DEPTH).check(value);
            }
          });
      return left[0] < 0;
    } catch (UnfitJsonException e) {
      return e.reason() == UnfitJsonException.Reason.TOO_LARGE
          || e.reason() == UnfitJsonException.Reason.TOO_DEEP;
    }
  }
}
