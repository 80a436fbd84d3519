package dev.fleetprompt.engine.jq;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Builtins on texts, other than regular expressions and formats. */
final class Strings {
  private Strings() {}

  static void register(Builtins builtins) {
    builtins.value("utf8bytelength", 0, (run, in, a) -> byteLength(run, in));
    builtins.value("startswith", 1, (run, in, a) -> Values.bool(starts(run, in, a[0])));
    builtins.value("endswith", 1, (run, in, a) -> Values.bool(ends(run, in, a[0])));
    builtins.value("ltrimstr", 1, (run, in, a) -> trimStart(run, in, a[0]));
    builtins.value("rtrimstr", 1, (run, in, a) -> trimEnd(run, in, a[0]));
    builtins.value("trimstr", 1, (run, in, a) -> trimEnd(run, trimStart(run, in, a[0]), a[0]));
    builtins.value("trim", 0, (run, in, a) -> change(run, in, "trim", Strings::trim));
    builtins.value("ltrim", 0, (run, in, a) -> change(run, in, "trim", Strings::trimLeft));
    builtins.value("rtrim", 0, (run, in, a) -> change(run, in, "trim", Strings::trimRight));
    builtins.value("explode", 0, (run, in, a) -> explode(run, in));
    builtins.value("implode", 0, (run, in, a) -> implode(run, in));
    builtins.value("ascii", 0, (run, in, a) -> implode(run, Values.array().add(in)));
    builtins.value("split", 1, (run, in, a) -> split(run, in, a[0]));
    builtins.value("join", 1, (run, in, a) -> join(run, in, a[0]));
    builtins.value(
        "ascii_downcase", 0, (run, in, a) -> change(run, in, "ascii_downcase", Strings::lower));
    builtins.value(
        "ascii_upcase", 0, (run, in, a) -> change(run, in, "ascii_upcase", Strings::upper));
    builtins.value("format", 1, (run, in, a) -> format(run, in, a[0]));
  }

  private static JsonNode format(Run run, JsonNode in, JsonNode name) {
    Formats.Formatter formatter = name.isString() ? Formats.find(name.stringValue()) : null;
    if (formatter == null) {
      throw Values.typeError(run, name, "is not a valid format");
    }
    return Values.text(formatter.apply(run, in));
  }

  private static JsonNode byteLength(Run run, JsonNode in) {
    if (!in.isString()) {
      throw Values.typeError(run, in, "only strings have UTF-8 byte length");
    }
    run.text(in.stringValue().length());
    return Numbers.of(in.stringValue().getBytes(StandardCharsets.UTF_8).length);
  }

  private static boolean starts(Run run, JsonNode in, JsonNode start) {
    if (!in.isString() || !start.isString()) {
      throw new JqException("startswith() requires string inputs");
    }
    run.steps(start.stringValue().length() >> 4);
    return in.stringValue().startsWith(start.stringValue());
  }

  private static boolean ends(Run run, JsonNode in, JsonNode end) {
    if (!in.isString() || !end.isString()) {
      throw new JqException("endswith() requires string inputs");
    }
    run.steps(end.stringValue().length() >> 4);
    return in.stringValue().endsWith(end.stringValue());
  }

  private static JsonNode trimStart(Run run, JsonNode in, JsonNode start) {
    if (!in.isString() || !start.isString() || !starts(run, in, start)) {
      return in;
    }
    run.text(in.stringValue().length());
    return Values.text(in.stringValue().substring(start.stringValue().length()));
  }

  private static JsonNode trimEnd(Run run, JsonNode in, JsonNode end) {
    if (!in.isString() || !end.isString() || !ends(run, in, end)) {
      return in;
    }
    run.text(in.stringValue().length());
    return Values.text(
        in.stringValue().substring(0, in.stringValue().length() - end.stringValue().length()));
  }

  private static JsonNode change(
      Run run, JsonNode in, String function, UnaryOperator<String> change) {
    if (!in.isString()) {
      throw function.equals("trim")
          ? Values.typeError(run, in, "cannot be trimmed")
          : new JqException(function + " input must be a string");
    }
    run.text(in.stringValue().length());
    return Values.text(change.apply(in.stringValue()));
  }

  private static boolean blank(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0x85
        || c == 0xA0
        || Character.isWhitespace(c);
  }

  private static String trim(String text) {
    return trimRight(trimLeft(text));
  }

  private static String trimLeft(String text) {
    int start = 0;
    while (start < text.length() && blank(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  private static String trimRight(String text) {
    int end = text.length();
    while (end > 0 && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String lower(String text) {
    return ascii(text, 'A', 'Z', 32);
  }

  private static String upper(String text) {
    return ascii(text, 'a', 'z', -32);
  }

  private static String ascii(String text, char from, char to, int offset) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= from && chars[i] <= to) {
        chars[i] += (char) offset;
      }
    }
    return new String(chars);
  }

  private static JsonNode explode(Run run, JsonNode in) {
    if (!in.isString()) {
      throw Values.typeError(run, in, "cannot be exploded");
    }
    String text = in.stringValue();
    run.steps(text.length());
    run.array(4L * text.length());
    ArrayNode points = Values.array();
    text.codePoints().forEach(point -> points.add(Numbers.of(point)));
    return points;
  }

  private static JsonNode implode(Run run, JsonNode in) {
    if (!in.isArray()) {
      throw Values.typeError(run, in, "cannot be imploded");
    }
    run.steps(in.size());
    run.text(2L * in.size());
    StringBuilder text = new StringBuilder();
    for (JsonNode point : in.values()) {
      if (!point.isNumber() || Numbers.isNan(point)) {
        throw new JqException("Unicode codepoint must be numeric");
      }
      int code = Numbers.index(point);
      boolean scalar = code >= 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
      text.appendCodePoint(scalar ? code : 0xFFFD);
    }
    return Values.text(text.toString());
  }

  private static JsonNode split(Run run, JsonNode in, JsonNode separator) {
    if (!in.isString() || !separator.isString()) {
      throw new JqException("split input and separator must be strings");
    }
    return split(run, in.stringValue(), separator.stringValue());
  }

  static JsonNode split(Run run, String text, String separator) {
    run.text(text.length());
    run.array(0);
    ArrayNode parts = Values.array();
    if (text.isEmpty()) {
      return parts;
    }
    if (separator.isEmpty()) {
      run.array(12L * text.length());
      text.codePoints().forEach(point -> parts.add(Values.text(Character.toString(point))));
      return parts;
    }
    int start = 0;
    for (int end = indexOf(run, text, separator, 0);
        end >= 0;
        end = indexOf(run, text, separator, start)) {
      run.element();
      run.text(end - start);
      parts.add(Values.text(text.substring(start, end)));
      start = end + separator.length();
    }
    parts.add(Values.text(text.substring(start)));
    return parts;
  }

  /** Where a text occurs next, or -1; charges for what had to be compared. */
  static int indexOf(Run run, String text, String wanted, int from) {
    int first = from;
    int last = text.length() - wanted.length();
    int compared = 0;
    while (first <= last) {
      int i = 0;
      while (i < wanted.length() && text.charAt(first + i) == wanted.charAt(i)) {
        i++;
      }
      compared += 1 + i;
      if (compared > 1 << 16) {
        run.steps(compared >> 4);
        compared = 0;
      }
      if (i == wanted.length()) {
        break;
      }
      first++;
    }
    run.steps(compared >> 4);
    return first <= last ? first : -1;
  }

  private static JsonNode join(Run run, JsonNode in, JsonNode separator) {
    if (!in.isContainer()) {
      throw new JqException("Cannot iterate over " + Values.shown(run, in));
    }
    if (in.isEmpty()) {
      return Values.text("");
    }
    if (!separator.isString() && !separator.isNull()) {
      throw Values.binaryError(run, Values.text(""), separator, "cannot be added");
    }
    String between = separator.isNull() ? "" : separator.stringValue();
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (JsonNode element : in.values()) {
      run.step();
      String piece = piece(run, element);
      run.text((long) piece.length() + between.length());
      if (!first) {
        text.append(between);
      }
      first = false;
      text.append(piece);
    }
    return Values.text(text.toString());
  }

  private static String piece(Run run, JsonNode element) {
    return switch (Values.type(element)) {
      case NULL -> "";
      case FALSE, TRUE, NUMBER -> JsonText.of(run, element);
      case STRING -> element.stringValue();
      case ARRAY, OBJECT ->
          throw Values.binaryError(run, Values.text(""), element, "cannot be added");
    };
  }
}
