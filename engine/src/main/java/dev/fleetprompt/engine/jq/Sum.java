package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds up values of one kind; texts, arrays and objects grow in place instead of being copied for
 * each.
 */
final class Sum {
  private final Run run;
  private JsonNode total = Values.NULL;
  private @Nullable StringBuilder text;

  /** Whether {@link #total} is a container of our own that nobody else has seen. */
  private boolean own;

  Sum(Run run) {
    this.run = run;
  }

  void add(JsonNode value) {
    run.step();
    if (text != null && value.isString()) {
      run.text(value.stringValue().length());
      text.append(value.stringValue());
    } else if (text == null && total.isString() && value.isString()) {
      run.text((long) total.stringValue().length() + value.stringValue().length());
      text = new StringBuilder(total.stringValue()).append(value.stringValue());
    } else if (total.isArray() && value.isArray()) {
      run.array(value.size());
      ownArray().addAll(value.values());
    } else if (total.isObject() && value.isObject()) {
      run.object(value.size());
      ObjectNode target = ownObject();
      value.forEachEntry(target::set);
    } else {
      own &= value.isNull();
      total = Arithmetic.add(run, total(), value);
      if (!value.isNull()) {
        text = null;
      }
    }
  }

  private ArrayNode ownArray() {
    if (!own) {
      total = Values.copy(run, total);
      own = true;
    }
    return (ArrayNode) total;
  }

  private ObjectNode ownObject() {
    if (!own) {
      total = Values.copyObject(run, total);
      own = true;
    }
    return (ObjectNode) total;
  }

  JsonNode total() {
    if (text != null) {
      total = Values.text(text.toString());
      text = null;
    }
    return total;
  }
}
