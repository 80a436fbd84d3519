package dev.fleetprompt.engine.jq;

import java.util.List;
import java.util.Random;

/**
 * Small programs from the part of jq that both evaluators know, and inputs for them; the same seed
 * gives the same ones.
 */
final class ProgramGenerator {
  private static final List<String> KEYS = List.of("a", "b", "c");
  private static final List<String> SCALARS =
      List.of(
          "null", "true", "false", "0", "1", "2", "-1", "10", "1.5", "\"a\"", "\"b\"", "\"ab\"",
          "\"\"", "[]", "{}");
  private static final List<String> FUNCTIONS =
      List.of(
          "length",
          "keys",
          "type",
          "not",
          "add",
          "any",
          "all",
          "sort",
          "unique",
          "reverse",
          "tojson",
          "tostring",
          "min",
          "max",
          "flatten",
          "to_entries",
          "empty",
          "first",
          "last",
          "floor",
          "ascii_downcase",
          "ascii_upcase",
          "explode",
          "arrays",
          "objects",
          "scalars",
          "values",
          "nulls",
          "strings",
          "numbers",
          "booleans",
          "iterables",
          "transpose",
          "utf8bytelength",
          "tojson | fromjson",
          "recurse",
          "..",
          "paths",
          "leaf_paths",
          "keys_unsorted",
          "error",
          "@json",
          "@text",
          "@base64",
          "@html",
          "tonumber",
          "to_entries | from_entries",
          "join(\"-\")");
  private static final List<String> UNARY =
      List.of(
          "map(%s)",
          "select(%s)",
          "[%s]",
          "(%s)",
          "first(%s)",
          "[limit(2; %s)]",
          "path(%s)",
          "[paths(%s)]",
          "del(%s)",
          "sort_by(%s)",
          "group_by(%s)",
          "unique_by(%s)",
          "min_by(%s)",
          "max_by(%s)",
          "map_values(%s)",
          "with_entries(.value |= (%s))",
          "has(%s)",
          "contains(%s)",
          "inside(%s)",
          "(%s)?",
          "any(%s)",
          "all(%s)",
          "try (%s) catch \"error\"",
          "[range(%s)]",
          "join(%s)",
          "startswith(%s)",
          "endswith(%s)",
          "ltrimstr(%s)",
          "rtrimstr(%s)",
          "split(%s)",
          "index(%s)",
          "rindex(%s)",
          "indices(%s)",
          "walk(%s)",
          "-(%s)",
          "to_entries | map(%s)",
          "any(.[]?; %s)",
          "all(.[]?; %s)",
          "[.[]? | %s]",
          "test(%s)",
          "flatten(%s)",
          "last(%s)",
          "nth(1; %s)",
          "\"x\\(%s)y\"",
          "in(%s)");
  private static final List<String> BINARY =
      List.of(
          "(%s) + (%s)",
          "(%s) - (%s)",
          "(%s) * (%s)",
          "(%s) == (%s)",
          "(%s) != (%s)",
          "(%s) < (%s)",
          "(%s) <= (%s)",
          "(%s) > (%s)",
          "(%s) and (%s)",
          "(%s) or (%s)",
          "(%s) // (%s)",
          "(%s), (%s)",
          "(%s) | (%s)",
          "[%s, %s]",
          "{a: (%s), b: (%s)}",
          "(%s) as $x | (%s)",
          "reduce (%s) as $x (0; . + (%s))",
          "[foreach (%s) as $x (0; (%s); [$x, .])]",
          "def f: %s; f | (%s)",
          "def f(g): [g, %s]; f(%s)",
          "(%s) as [$x] | (%s)",
          "(%s) as {a: $x} | (%s)",
          "setpath([\"a\"]; %s) | (%s)",
          "getpath([%s, %s])",
          "[.[]? | select(%s)] | (%s)",
          "label $out | (%s) | if . then ., break $out else (%s) end",
          "(%s) / 2 | (%s)",
          "(%s) %% 3 | (%s)",
          "{(%s): (%s)}",
          "[range(%s; %s)]",
          "(%s)[%s]?",
          "sub(%s; %s)");
  private static final List<String> TERNARY =
      List.of(
          "if (%s) then (%s) else (%s) end",
          "(%s) | (%s) | (%s)", "(%s) as $x | (%s) as $y | (%s)", "[%s, %s, %s]");
  private static final List<String> ASSIGNMENTS = List.of("=", "|=", "+=", "-=", "*=", "//=");

  private final Random random;

  ProgramGenerator(long seed) {
    this.random = new Random(seed);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String program() {
    return program(3);
  }

  private String program(int depth) {
    int choice = random.nextInt(depth == 0 ? 6 : 16);
    return switch (choice) {
      case 0, 1 -> path(2);
      case 2, 3 -> pick(FUNCTIONS);
      case 4 -> pick(SCALARS);
      case 5 -> ".";
      case 6, 7, 8 -> pick(UNARY).formatted(program(depth - 1));
      case 9, 10, 11, 12 -> pick(BINARY).formatted(program(depth - 1), program(depth - 1));
      case 13 ->
          pick(TERNARY).formatted(program(depth - 1), program(depth - 1), program(depth - 1));
      default -> path(2) + " " + pick(ASSIGNMENTS) + " (" + program(depth - 1) + ")";
    };
  }

  private String path(int depth) {
    String step =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> "." + pick(KEYS);
          case 3 -> ".[]";
          case 4 -> ".[" + (random.nextInt(4) - 1) + "]";
          case 5 -> ".[1:]";
          case 6 -> ".[]?";
          default -> "." + pick(KEYS) + "?";
        };
    return depth == 0 || random.nextBoolean() ? step : step + " | " + path(depth - 1);
  }

  String input() {
    return input(3);
  }

  private String input(int depth) {
    int choice = random.nextInt(depth == 0 ? 2 : 6);
    if (choice < 2) {
      return pick(SCALARS);
    }
    StringBuilder text = new StringBuilder(choice < 4 ? "[" : "{");
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",");
      if (choice >= 4) {
        text.append('"').append("abcd".charAt(i)).append("\":");
      }
      text.append(input(depth - 1));
    }
    return text.append(choice < 4 ? "]" : "}").toString();
  }
}
