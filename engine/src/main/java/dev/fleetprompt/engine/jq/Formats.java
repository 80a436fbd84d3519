package dev.fleetprompt.engine.jq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The {@code @formats}: how values are written into texts of other kinds. */
final class Formats {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String UNRESERVED = "-_.~";

  /** Writes a value in a format. */
  @FunctionalInterface
  interface Formatter {
    String apply(Run run, JsonNode value);
  }

  private static final Map<String, Formatter> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("text", Formats::text),
              Map.entry("json", JsonText::of),
              Map.entry("html", Formats::html),
              Map.entry("uri", Formats::uri),
              Map.entry("urid", Formats::urid),
              Map.entry("csv", Formats::csv),
              Map.entry("tsv", Formats::tsv),
              Map.entry("sh", Formats::sh),
              Map.entry("base64", Formats::base64),
              Map.entry("base64d", Formats::base64d),
              Map.entry("base32", Formats::base32),
              Map.entry("base32d", Formats::base32d)));

  private Formats() {}

  static boolean known(String name) {
    return ALL.containsKey(name);
  }

  static @Nullable Formatter find(String name) {
    return ALL.get(name);
  }

  static String names() {
    return "@" + String.join(", @", ALL.keySet());
  }

  private static String text(Run run, JsonNode value) {
    return value.isString() ? value.stringValue() : JsonText.of(run, value);
  }

  private static byte[] bytes(Run run, JsonNode value) {
    String text = text(run, value);
    run.steps(text.length() >> 2);
    run.text(3L * text.length());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String html(Run run, JsonNode value) {
    String text = text(run, value);
    StringBuilder html = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '\'' -> html.append("&#39;");
        case '"' -> html.append("&quot;");
        default -> html.append(c);
      }
    }
    run.steps(text.length() >> 2);
    run.text(html.length());
    return html.toString();
  }

  private static String uri(Run run, JsonNode value) {
    byte[] bytes = bytes(run, value);
    StringBuilder uri = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || UNRESERVED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    run.text(uri.length());
    return uri.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static String urid(Run run, JsonNode value) {
    byte[] bytes = bytes(run, value);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw invalidUri(run, value);
      }
      decoded.put((byte) (high * 16 + low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw invalidUri(run, value);
    }
  }

  private static JqException invalidUri(Run run, JsonNode value) {
    return Values.typeError(run, Values.text(text(run, value)), "is not a valid uri encoding");
  }

  private static String csv(Run run, JsonNode value) {
    return row(run, value, "csv", ",", text -> "\"" + text.replace("\"", "\"\"") + "\"");
  }

  private static String tsv(Run run, JsonNode value) {
    return row(
        run,
        value,
        "tsv",
        "\t",
        text ->
            text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r"));
  }

  private static String row(
      Run run, JsonNode value, String format, String separator, UnaryOperator<String> quote) {
    if (!value.isArray()) {
      throw Values.typeError(
          run, value, "cannot be " + format + "-formatted, only an array can be");
    }
    StringBuilder row = new StringBuilder();
    boolean first = true;
    for (JsonNode cell : value.values()) {
      if (!first) {
        row.append(separator);
      }
      first = false;
      if (cell.isContainer()) {
        throw Values.typeError(run, cell, "is not valid in a " + format + " row");
      }
      String text =
          cell.isNull() ? "" : cell.isString() ? quoted(run, cell, quote) : JsonText.of(run, cell);
      run.step();
      run.text(text.length());
      row.append(text);
    }
    return row.toString();
  }

  private static String quoted(Run run, JsonNode cell, UnaryOperator<String> quote) {
    run.steps(cell.stringValue().length() >> 2);
    run.text(2L * cell.stringValue().length());
    return quote.apply(cell.stringValue());
  }

  private static String sh(Run run, JsonNode value) {
    if (!value.isArray()) {
      return shellWord(run, value);
    }
    StringBuilder words = new StringBuilder();
    for (JsonNode word : value.values()) {
      if (!words.isEmpty()) {
        words.append(' ');
      }
      String text = shellWord(run, word);
      run.text(text.length());
      words.append(text);
    }
    return words.toString();
  }

  private static String shellWord(Run run, JsonNode value) {
    run.step();
    if (value.isContainer()) {
      throw Values.typeError(run, value, "can not be escaped for shell");
    }
    return value.isString()
        ? quoted(run, value, text -> "'" + text.replace("'", "'\\''") + "'")
        : JsonText.of(run, value);
  }

  private static String base64(Run run, JsonNode value) {
    return Base64.getEncoder().encodeToString(bytes(run, value));
  }

  /** Characters after the padding are not looked at; what cannot be UTF-8 becomes U+FFFD. */
  private static String base64d(Run run, JsonNode value) {
    String text = text(run, value);
    run.steps(text.length() >> 2);
    run.text(2L * text.length());
    int end = text.indexOf('=') < 0 ? text.length() : text.indexOf('=');
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean valid =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/';
      if (!valid) {
        throw Values.typeError(run, Values.text(text), "is not valid base64 data");
      }
    }
    if (end % 4 == 1) {
      throw Values.typeError(run, Values.text(text), "trailing base64 byte found");
    }
    byte[] decoded = Base64.getDecoder().decode(text.substring(0, end));
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private static String base32(Run run, JsonNode value) {
    byte[] bytes = bytes(run, value);
    StringBuilder text = new StringBuilder((bytes.length + 4) / 5 * 8);
    for (int i = 0; i < bytes.length; i += 5) {
      long block = 0;
      for (int j = 0; j < 5; j++) {
        block = block << 8 | (i + j < bytes.length ? bytes[i + j] & 0xFF : 0);
      }
      int digits = (Math.min(5, bytes.length - i) * 8 + 4) / 5;
      for (int j = 0; j < 8; j++) {
        text.append(j < digits ? BASE32.charAt((int) (block >> (35 - 5 * j)) & 31) : '=');
      }
    }
    return text.toString();
  }

  private static String base32d(Run run, JsonNode value) {
    String text = text(run, value);
    run.steps(text.length() >> 1);
    run.text(2L * text.length());
    int end = text.indexOf('=') < 0 ? text.length() : text.indexOf('=');
    ByteBuffer decoded = ByteBuffer.allocate(end * 5 / 8 + 1);
    int bits = 0;
    int count = 0;
    for (int i = 0; i < end; i++) {
      int digit = BASE32.indexOf(text.charAt(i));
      if (digit < 0) {
        throw Values.typeError(run, Values.text(text), "is not valid base32 data");
      }
      bits = (bits << 5 | digit) & 0xFFF;
      count += 5;
      if (count >= 8) {
        count -= 8;
        decoded.put((byte) (bits >> count));
      }
    }
    return StandardCharsets.UTF_8.decode(decoded.flip()).toString();
  }
}
