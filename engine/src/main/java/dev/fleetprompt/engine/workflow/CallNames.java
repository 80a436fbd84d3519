package dev.fleetprompt.engine.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code call} may name, and why it may not name the rest. */
final class CallNames {

  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

  private static final Pattern CATALOGED =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.-]{0,99}):([^@:]+)@([^@:]+)");
  private static final String VERSION = "1.0.0";
  private static final Set<String> RESERVED = Set.of("http", "openapi", "continue");

  private static final Map<String, String> REFUSED =
      Map.of(
          "grpc", "Use call: http, or a function or directive type of a connector.",
          "asyncapi", "Use emit, or a directive type of a connector.",
          "a2a", "Use a function or directive type of a connector.",
          "mcp", "Use a function or directive type of a connector.");

  private CallNames() {}

  /** The remedy when a name cannot be called. */
  static Optional<String> refusal(String name) {
    if (REFUSED.containsKey(name)) {
      return Optional.of(REFUSED.getOrDefault(name, ""));
    }
    Matcher cataloged = CATALOGED.matcher(name);
    if (cataloged.matches()) {
      return catalogRefusal(cataloged);
    }
    if (name.contains("@") || name.contains("://")) {
      return Optional.of(
          "Functions from elsewhere are not loaded. Write name:1.0.0@default for a function of the"
              + " built-in catalog, or declare the function under use.functions.");
    }
    return FORM.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("Name a function or directive type, such as 'record.find'.");
  }

  private static Optional<String> catalogRefusal(Matcher cataloged) {
    if (!cataloged.group(3).equals("default")) {
      return Optional.of(
          "There is only the built-in catalog, 'default'. Declare other functions under"
              + " use.functions.");
    }
    return cataloged.group(2).equals(VERSION)
        ? Optional.empty()
        : Optional.of("The functions of the built-in catalog have the version " + VERSION + ".");
  }

  /** The name without version and catalog; empty when it has none. */
  static Optional<String> cataloged(String name) {
    Matcher cataloged = CATALOGED.matcher(name);
    return cataloged.matches() ? Optional.of(cataloged.group(1)) : Optional.empty();
  }

  /** Whether {@code call} gives a name a meaning of its own. */
  static boolean reserved(String name) {
    return RESERVED.contains(name);
  }

  /** The part of the official schema that describes a call. */
  static String schema(String name) {
    int part =
        switch (name) {
          case "http" -> 2;
          case "openapi" -> 3;
          default -> 6;
        };
    return "/$defs/callTask/oneOf/" + part;
  }
}
