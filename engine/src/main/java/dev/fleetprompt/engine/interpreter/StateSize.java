package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.JsonBounds;
import dev.fleetprompt.engine.json.UnfitJsonException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How much data a run carries along, in bytes of JSON; a value held twice counts once. */
final class StateSize {

  private static final int DEPTH = 1_000;

  private final Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Frame> frames = Collections.newSetFromMap(new IdentityHashMap<>());
  private final long most;
  private long size;

  private StateSize(long most) {
    this.most = most;
  }

  /** The size of a state; stops counting above a bound. */
  static long of(RunState state, long most) {
    StateSize size = new StateSize(most);
    size.add(state.exported());
    state.strands().values().forEach(size::add);
    return size.size;
  }

  private void add(JsonNode value) {
    if (size <= most && seen.add(value)) {
      size += of(value, most);
    }
  }

  private void add(List<JsonNode> values) {
    values.forEach(this::add);
  }

  private void add(Waiting waiting) {
    switch (waiting) {
      case Waiting.ForCall w -> add(w.command().arguments());
      case Waiting.ForEmission w -> add(w.command().event());
      case Waiting.ForRun w -> add(w.command().input());
      case Waiting.ForBranches w -> add(w.outputs().values());
      case Waiting.ForEvents w -> {
        w.consumption().expected().values().forEach(this::add);
        add(w.outputs().values());
        add(w.backlog().values());
      }
      case Waiting.ForTime w -> {}
      case Waiting.ForRetry w -> {}
    }
    for (Frame each = waiting.frame(); each != null && frames.add(each); each = each.outer()) {
      switch (each) {
        case Frame.OfTask f -> add(f.input());
        case Frame.OfLoop f -> add(f.items());
        case Frame.OfItem f -> add(f.value());
        case Frame.OfRun f -> {}
        case Frame.OfList f -> {}
        case Frame.OfTry f -> {}
        case Frame.OfBranch f -> {}
      }
    }
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
