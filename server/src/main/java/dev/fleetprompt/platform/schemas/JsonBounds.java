package dev.fleetprompt.platform.schemas;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a JSON value from anywhere may be before it is stored: PostgreSQL takes no NUL characters,
 * half surrogates or endless numbers, and nobody can read a megabyte of brackets.
 *
 * @param bytes at most this many in UTF-8, written without spaces
 * @param depth arrays and objects within each other
 */
public record JsonBounds(int bytes, int depth) {

  private static final int DIGITS = 100;
  private static final int EXPONENT = 400;

  /**
   * A thing wrong with a value.
   *
   * @param pointer where, as a JSON pointer; cut after 200 characters
   * @param what a sentence without its end
   */
  public record Violation(String pointer, String what) {}

  /** The first thing wrong with the value, as a sentence without its end; empty when it is fine. */
  public Optional<String> violation(JsonNode value) {
    return new Walk().check(value);
  }

  /** Like {@link #violation}, with its place. */
  public Optional<Violation> find(JsonNode value) {
    Walk walk = new Walk();
    return walk.check(value).map(what -> new Violation(shortened(walk.place), what));
  }

  private static String shortened(String path) {
    return path.length() > 200 ? path.substring(0, 200) + "…" : path;
  }

  private final class Walk {

    private long length;
    private String place = "";

    Optional<String> check(JsonNode value) {
      Optional<String> wrong = visit(value, 0, "");
      return wrong;
    }

    private Optional<String> visit(JsonNode value, int level, String path) {
      if (level > depth) {
        return Optional.of("nests deeper than " + depth + " levels at " + at(path));
      }
      return switch (value.getNodeType()) {
        case OBJECT -> object(value, level, path);
        case ARRAY -> array(value, level, path);
        case STRING -> text(value.stringValue(), path);
        case NUMBER -> number(value, path);
        case BOOLEAN, NULL -> grow(5, path);
        case BINARY, POJO, MISSING ->
            Optional.of("holds a " + value.getNodeType() + " at " + at(path) + ", not JSON");
      };
    }

    private Optional<String> object(JsonNode value, int level, String path) {
      Optional<String> wrong = grow(2, path);
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        String below = path + "/" + escaped(property.getKey());
        wrong = wrong.or(() -> text(property.getKey(), path));
        wrong = wrong.or(() -> grow(2, path));
        wrong = wrong.or(() -> visit(property.getValue(), level + 1, below));
        if (wrong.isPresent()) {
          return wrong;
        }
      }
      return wrong;
    }

    private static String escaped(String key) {
      return key.replace("~", "~0").replace("/", "~1");
    }

    private Optional<String> array(JsonNode value, int level, String path) {
      Optional<String> wrong = grow(2, path);
      for (int i = 0; i < value.size() && wrong.isEmpty(); i++) {
        String below = path + "/" + i;
        JsonNode item = value.get(i);
        wrong = grow(1, path).or(() -> visit(item, level + 1, below));
      }
      return wrong;
    }

    private Optional<String> text(String text, String path) {
      long utf8 = 2;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == 0) {
          return Optional.of("holds a NUL character at " + at(path));
        }
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          utf8 += 4;
          i++;
        } else if (Character.isSurrogate(c)) {
          return Optional.of("holds half a surrogate pair at " + at(path));
        } else {
          utf8 += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
      }
      return grow(utf8, path);
    }

    private Optional<String> number(JsonNode value, String path) {
      if (value.isFloatingPointNumber() && !value.isBigDecimal()) {
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
          return Optional.of("holds a number that is none at " + at(path));
        }
        return grow(20, path);
      }
      BigDecimal number = value.decimalValue();
      if (number.precision() > DIGITS || Math.abs((long) number.scale()) > EXPONENT) {
        return Optional.of(
            "holds a number with more than %d digits or an exponent beyond %d at %s"
                .formatted(DIGITS, EXPONENT, at(path)));
      }
      return grow(number.precision() + Math.abs(number.scale()) + 2L, path);
    }

    private Optional<String> grow(long by, String path) {
      length += by;
      return length > bytes
          ? Optional.of("is larger than " + bytes + " bytes (passed at " + at(path) + ")")
          : Optional.empty();
    }

    /** Names the place; asked only of the one that is wrong. */
    private String at(String path) {
      place = path;
      return path.isEmpty() ? "its root" : shortened(path);
    }
  }
}
