package dev.fleetprompt.engine.interpreter;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Completes the arguments of {@code call: http}: the method in upper case, the endpoint as an
 * object, and its address with <code>{names}</code> replaced by members of the task's input (RFC
 * 6570, level 1).
 */
final class HttpArguments {

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_.]+)}");
  private static final String UNRESERVED = "-._~";

  private HttpArguments() {}

  static JsonNode complete(JsonNode arguments, JsonNode input, View view) {
    ObjectNode complete = JsonNodeFactory.instance.objectNode();
    arguments.properties().forEach(entry -> complete.set(entry.getKey(), entry.getValue()));
    complete.put("method", arguments.path("method").stringValue("GET").toUpperCase(Locale.ROOT));
    JsonNode endpoint = arguments.path("endpoint");
    ObjectNode target = JsonNodeFactory.instance.objectNode();
    endpoint.properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
    JsonNode uri = endpoint.isString() ? endpoint : endpoint.path("uri");
    if (!uri.isString()) {
      throw Evaluator.failed("The endpoint's address is no text.", view);
    }
    target.put("uri", expand(uri.stringValue(), input, view));
    complete.set("endpoint", target);
    return complete;
  }

  private static String expand(String uri, JsonNode input, View view) {
    Matcher matcher = VARIABLE.matcher(uri);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String text = text(input.path(matcher.group(1)));
      if (text == null) {
        throw Evaluator.failed(
            "The address "
                + uri
                + " needs '"
                + matcher.group(1)
                + "', which the task's input does not have as a text, number or boolean.",
            view);
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(encode(text)));
    }
    return matcher.appendTail(expanded).toString();
  }

  /** A text, number or boolean as it stands in an address; null for anything else. */
  static @Nullable String text(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isString() || value.isBoolean() ? value.asString() : null;
  }

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return encoded.toString();
  }
}
