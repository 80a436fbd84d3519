package dev.fleetprompt.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An immutable queue, first in, first out; adding and taking cost the same however much waits.
 *
 * @param front what is taken next, its first at the end
 * @param back what came last
 */
record Backlog(Collected front, Collected back) {

  static final Backlog NONE = new Backlog(Collected.NONE, Collected.NONE);

  int size() {
    return front.size() + back.size();
  }

  boolean isEmpty() {
    return size() == 0;
  }

  Backlog with(JsonNode value) {
    return new Backlog(front, back.with(value));
  }

  /** What is taken next. */
  record Taken(JsonNode value, Backlog rest) {}

  Taken take() {
    Collected ready = front.isEmpty() ? Collected.of(back.values().reversed()) : front;
    JsonNode value = ready.last();
    Collected before = ready.before();
    if (value == null || before == null) {
      throw new IllegalStateException("nothing waits");
    }
    return new Taken(value, new Backlog(before, front.isEmpty() ? Collected.NONE : back));
  }

  /** In the order in which they are taken. */
  List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>(front.values().reversed());
    values.addAll(back.values());
    return values;
  }
}
