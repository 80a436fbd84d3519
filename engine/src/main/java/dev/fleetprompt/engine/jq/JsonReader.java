package dev.fleetprompt.engine.jq;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one JSON value from a text, keeping decimals exact; charges as it goes and bounds nesting.
 */
final class JsonReader {
  private final Run run;
  private final String text;
  private int at;

  private JsonReader(Run run, String text) {
    this.run = run;
    this.text = text;
  }

  static JsonNode read(Run run, String text) {
    JsonReader reader = new JsonReader(run, text);
    reader.blank();
    if (reader.at == text.length()) {
      throw reader.error("it is empty");
    }
    JsonNode value = reader.value();
    reader.blank();
    if (reader.at < text.length()) {
      throw reader.error("unexpected text follows the value");
    }
    return value;
  }

  private JsonNode value() {
    run.step();
    if (at >= text.length()) {
      throw error("it ends too early");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> Values.text(string());
      case 't' -> word("true", Values.TRUE);
      case 'f' -> word("false", Values.FALSE);
      case 'n' ->
          text.startsWith("nan", at)
              ? word("nan", Numbers.of(run, Double.NaN))
              : word("null", Values.NULL);
      case 'N' -> word("NaN", Numbers.of(run, Double.NaN));
      default -> number();
    };
  }

  private JsonNode word(String word, JsonNode value) {
    if (!text.startsWith(word, at)) {
      throw error("unknown word");
    }
    at += word.length();
    return value;
  }

  private JsonNode number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    run.steps(number.length() >> 2);
    if (!wellFormed(number)) {
      at = start;
      throw error("a value was expected");
    }
    run.bytes(24 + number.length());
    return Numbers.literal(number);
  }

  /**
   * JSON's grammar of numbers, with jq's leave to write leading zeros and to omit the digits before
   * or after the point.
   */
  static boolean wellFormed(String number) {
    int i = number.startsWith("-") ? 1 : 0;
    int digits = 0;
    while (i < number.length() && digit(number, i)) {
      i++;
      digits++;
    }
    if (i < number.length() && number.charAt(i) == '.') {
      i++;
      while (i < number.length() && digit(number, i)) {
        i++;
        digits++;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (i < number.length() && (number.charAt(i) == 'e' || number.charAt(i) == 'E')) {
      i++;
      if (i < number.length() && (number.charAt(i) == '-' || number.charAt(i) == '+')) {
        i++;
      }
      int start = i;
      while (i < number.length() && digit(number, i)) {
        i++;
      }
      if (i == start || i - start > 9) {
        return false;
      }
    }
    return i == number.length();
  }

  private static boolean digit(String number, int index) {
    return number.charAt(index) >= '0' && number.charAt(index) <= '9';
  }

  private JsonNode array() {
    run.enter();
    run.array(0);
    ArrayNode array = Values.array();
    at++;
    blank();
    if (!take(']')) {
      do {
        blank();
        array.add(value());
        run.element();
        blank();
      } while (take(','));
      expect(']');
    }
    run.leave();
    return array;
  }

  private JsonNode object() {
    run.enter();
    run.object(0);
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    at++;
    blank();
    if (!take('}')) {
      do {
        blank();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw error("a quoted key was expected");
        }
        String key = string();
        blank();
        expect(':');
        blank();
        entries.put(key, value());
        run.object(1);
        blank();
      } while (take(','));
      expect('}');
    }
    run.leave();
    return new ObjectNode(JsonNodeFactory.instance, entries);
  }

  private String string() {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      run.text(at - start);
      return Texts.wellFormed(text.substring(start, at++));
    }
    StringBuilder result = new StringBuilder().append(text, start, at);
    while (true) {
      if (at >= text.length()) {
        throw error("a string is not closed");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        run.text(at - start);
        return Texts.wellFormed(result.toString());
      }
      result.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    if (c == 'u' && at + 4 <= text.length()) {
      int unit = 0;
      for (int end = at + 4; at < end; at++) {
        int digit = Character.digit(text.charAt(at), 16);
        if (digit < 0) {
          throw error("an invalid escape");
        }
        unit = unit * 16 + digit;
      }
      return (char) unit;
    }
    int index = "\"\\/bfnrt".indexOf(c);
    if (index < 0) {
      throw error("an invalid escape");
    }
    return "\"\\/\b\f\n\r\t".charAt(index);
  }

  private void blank() {
    int start = at;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    run.steps(at - start >> 4);
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw error("'" + c + "' was expected");
    }
  }

  private JqException error(String problem) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new JqException(
        "not valid JSON at character "
            + (at + 1)
            + ": "
            + problem
            + " (while parsing '"
            + shown
            + "')");
  }
}
