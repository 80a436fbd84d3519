package dev.fleetprompt.engine.jq;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A path into a value, grown at its end and shared at its front. */
final class Path {
  static final Path ROOT = new Path(null, Values.NULL);

  /** The path of a value that is no part of the input. */
  static final Path LOST = new Path(null, Values.NULL);

  private final @Nullable Path parent;
  private final JsonNode key;

  private Path(@Nullable Path parent, JsonNode key) {
    this.parent = parent;
    this.key = key;
  }

  Path then(Run run, JsonNode next) {
    run.bytes(24);
    return new Path(this, next);
  }

  boolean lost() {
    return this == LOST;
  }

  ArrayNode toArray(Run run) {
    Deque<JsonNode> keys = new ArrayDeque<>();
    for (Path path = this; path != null && path.parent != null; path = path.parent) {
      run.step();
      keys.addFirst(path.key);
    }
    run.array(keys.size());
    return Values.array(keys);
  }
}
