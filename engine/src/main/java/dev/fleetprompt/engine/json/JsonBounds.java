package dev.fleetprompt.engine.json;

import dev.fleetprompt.engine.json.UnfitJsonException.Reason;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a value must keep to be stored: no NUL character, no unpaired surrogate (PostgreSQL takes
 * neither), bounded nesting, size and numbers.
 *
 * @param bytes the most bytes of canonical text in UTF-8
 * @param depth the most levels of nesting
 */
public record JsonBounds(long bytes, int depth) {

  private static final JsonBounds STANDARD = new JsonBounds(8L << 20, 100);

  /** 8 MiB and 100 levels. */
  public static JsonBounds standard() {
    return STANDARD;
  }

  /**
   * Passes or refuses a value.
   *
   * @return the bytes of its canonical text
   * @throws UnfitJsonException with the place and the remedy
   */
  public long check(JsonNode value) {
    return new Measure().node(value, 0);
  }

  private final class Measure {
    private long size;

    private long node(JsonNode value, int level) {
      if (level > depth) {
        throw new UnfitJsonException(
            Reason.TOO_DEEP, "The value is nested deeper than " + depth + " levels. Flatten it.");
      }
      switch (value.getNodeType()) {
        case OBJECT -> {
          grow(2);
          for (Map.Entry<String, JsonNode> field : value.properties()) {
            text(field.getKey());
            grow(2);
            node(field.getValue(), level + 1);
          }
        }
        case ARRAY -> {
          grow(2);
          for (JsonNode item : value) {
            grow(1);
            node(item, level + 1);
          }
        }
        case STRING -> text(value.stringValue());
        case NUMBER -> number(value);
        case BOOLEAN, NULL -> grow(4);
        case MISSING, POJO, BINARY ->
            throw new UnfitJsonException(
                Reason.NOT_JSON, "A " + value.getNodeType() + " value has no JSON form.");
      }
      return size;
    }

    private void number(JsonNode value) {
      JsonNode normal = CanonicalJson.normalize(value);
      if (!normal.isIntegralNumber()) {
        grow(normal.decimalValue().toPlainString().length());
      } else if (normal.isBigInteger()) {
        long digits = normal.bigIntegerValue().bitLength() * 30103L / 100_000 + 1;
        if (digits > CanonicalJson.MAX_NUMBER_LENGTH) {
          throw new UnfitJsonException(
              Reason.NUMBER_OUT_OF_RANGE,
              "A number has more than "
                  + CanonicalJson.MAX_NUMBER_LENGTH
                  + " digits. Round it or send it as a text.");
        }
        grow(digits);
      } else {
        grow(normal.isInt() ? 10 : 19);
      }
    }

    private void text(String text) {
      grow(2L + text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == 0) {
          throw new UnfitJsonException(
              Reason.NUL_CHARACTER,
              "The text '" + excerpt(text, i) + "' holds a NUL character. Remove it.");
        }
        if (c < 0x20) {
          grow(5);
        } else if (c == '"' || c == '\\') {
          grow(1);
        } else if (c >= 0x80) {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            i++;
            grow(2);
          } else if (Character.isSurrogate(c)) {
            throw new UnfitJsonException(
                Reason.UNPAIRED_SURROGATE,
                "The text '"
                    + excerpt(text, i)
                    + "' holds half of a character (an unpaired surrogate). Send whole characters.");
          } else {
            grow(c < 0x800 ? 1 : 2);
          }
        }
      }
    }

    private static String excerpt(String text, int at) {
      return text.substring(Math.max(0, at - 20), at);
    }

    private void grow(long by) {
      size += by;
      if (size > bytes) {
        throw new UnfitJsonException(
            Reason.TOO_LARGE,
            "The value takes more than " + bytes + " bytes. Select the fields you need.");
      }
    }
  }
}
