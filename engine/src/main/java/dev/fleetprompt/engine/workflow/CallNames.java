package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code call} may name, and why it may not name the rest. */
final class CallNames {

  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

  private static final Map<String, String> REFUSED =
      Map.of(
          "grpc", "Use call: http, or a function or directive type of a connector.",
          "asyncapi", "Use emit, or a directive type of a connector.",
          "a2a", "Use a function or directive type of a connector.",
          "openapi", "Use call: http with the operation's address.",
          "mcp", "Use a function or directive type of a connector.");

  private CallNames() {}

  /** The remedy when a name cannot be called. */
  static Optional<String> refusal(String name) {
    if (REFUSED.containsKey(name)) {
      return Optional.of(REFUSED.getOrDefault(name, ""));
    }
    if (name.contains("@") || name.contains("://")) {
      return Optional.of(
          "Functions of remote catalogs are not loaded; declare the function under use.functions.");
    }
    return FORM.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("Name a function or directive type, such as 'record.find'.");
  }

  /** The part of the official schema that describes a call. */
  static String schema(String name) {
    return "/$defs/callTask/oneOf/" + ("http".equals(name) ? 2 : 6);
  }
}
