package dev.fleetprompt.engine.json;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Appends the canonical text of values to a buffer. */
final class CanonicalWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CanonicalWriter() {}

  static void write(JsonNode value, StringBuilder out) {
    write(CanonicalJson.normalize(value), out, 0);
  }

  private static void write(JsonNode value, StringBuilder out, int depth) {
    switch (value.getNodeType()) {
      case OBJECT -> writeObject(value, out, depth);
      case ARRAY -> writeArray(value, out, depth);
      case STRING -> writeString(value.stringValue(), out);
      case NUMBER ->
          out.append(
              value.isIntegralNumber()
                  ? value.numberValue().toString()
                  : value.decimalValue().toPlainString());
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      case MISSING, POJO, BINARY -> throw new IllegalStateException("not normal");
    }
  }

  private static void writeObject(JsonNode value, StringBuilder out, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> field : sorted(value)) {
      if (!first) {
        out.append(',');
      }
      first = false;
      writeString(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out, depth + 1);
    }
    out.append('}');
  }

  private static Iterable<Map.Entry<String, JsonNode>> sorted(JsonNode value) {
    String previous = null;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (previous != null && previous.compareTo(field.getKey()) > 0) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted.entrySet();
      }
      previous = field.getKey();
    }
    return value.properties();
  }

  private static void writeArray(JsonNode value, StringBuilder out, int depth) {
    out.append('[');
    for (int i = 0; i < value.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(value.get(i), out, depth + 1);
    }
    out.append(']');
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
