package dev.fleetprompt.engine.jq;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes values as compact JSON, charging as it goes, so that shared parts cannot grow into a huge
 * text unnoticed.
 */
final class JsonText {
  private final Run run;
  private final StringBuilder out = new StringBuilder();

  /** Writing stops soon after this many characters. */
  private final int enough;

  private JsonText(Run run, int enough) {
    this.run = run;
    this.enough = enough;
  }

  static String of(Run run, JsonNode node) {
    JsonText text = new JsonText(run, Integer.MAX_VALUE);
    text.write(node);
    return text.out.toString();
  }

  /** At least the first characters of the text; what follows them is unspecified. */
  static String excerpt(Run run, JsonNode node, int characters) {
    JsonText text = new JsonText(run, characters);
    text.write(node);
    return text.out.toString();
  }

  private void write(JsonNode node) {
    run.step();
    switch (Values.type(node)) {
      case NULL -> append("null");
      case FALSE -> append("false");
      case TRUE -> append("true");
      case NUMBER -> append(Numbers.text(run, node));
      case STRING -> quote(node.stringValue());
      case ARRAY -> array(node);
      case OBJECT -> object(node);
    }
  }

  private void array(JsonNode node) {
    run.enter();
    out.append('[');
    boolean first = true;
    for (JsonNode element : node.values()) {
      if (out.length() > enough) {
        break;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      write(element);
    }
    append("]");
    run.leave();
  }

  private void object(JsonNode node) {
    run.enter();
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (out.length() > enough) {
        break;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      quote(entry.getKey());
      out.append(':');
      write(entry.getValue());
    }
    append("}");
    run.leave();
  }

  private void append(String text) {
    run.bytes(2L * text.length());
    out.append(text);
  }

  private void quote(String text) {
    int end = Math.min(text.length(), enough);
    run.steps(end >> 4);
    run.bytes(2L * end + 6);
    out.append('"');
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7F) {
            out.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
