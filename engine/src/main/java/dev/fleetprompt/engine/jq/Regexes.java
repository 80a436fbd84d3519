package dev.fleetprompt.engine.jq;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builtins on regular expressions, by RE2: the time is linear in the text, at the price of
 * lookaround and backreferences.
 */
final class Regexes {
  private static final int CACHED = 200;

  private static final Map<Key, Compiled> CACHE =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
          return size() > CACHED;
        }
      };

  private record Key(String pattern, String flags) {}

  private record Compiled(
      Pattern pattern, boolean global, boolean skipEmpty, @Nullable String[] groupNames) {}

  private Regexes() {}

  static void register(Builtins builtins) {
    builtins.value("_match", 3, (run, in, a) -> match(run, in, a[0], a[1], Values.truthy(a[2])));
    builtins.form("sub", 3, a -> new Substitution(a[0], a[1], a[2]));
  }

  private static JsonNode match(
      Run run, JsonNode in, JsonNode pattern, JsonNode flags, boolean testOnly) {
    String text = text(run, in);
    Compiled compiled = compiled(run, pattern, flags);
    if (testOnly) {
      Matcher matcher = matcher(run, compiled, text);
      boolean found = matcher.find();
      while (found && compiled.skipEmpty() && matcher.start() == matcher.end()) {
        found = matcher.find();
      }
      return Values.bool(found);
    }
    run.array(0);
    ArrayNode matches = Values.array();
    Positions positions = new Positions(run, text);
    for (int[] groups : spans(run, compiled, text)) {
      run.element();
      matches.add(describe(run, compiled, positions, text, groups));
    }
    return matches;
  }

  private static String text(Run run, JsonNode in) {
    if (!in.isString()) {
      throw Values.typeError(run, in, "cannot be matched, as it is not a string");
    }
    return in.stringValue();
  }

  private static Matcher matcher(Run run, Compiled compiled, String text) {
    int price = 1 + compiled.pattern().programSize() / 8;
    run.steps(20);
    return compiled.pattern().matcher(new MeteredText(run, text, price));
  }

  /** For each match, the start and end of the whole and of every group. */
  private static List<int[]> spans(Run run, Compiled compiled, String text) {
    Matcher matcher = matcher(run, compiled, text);
    List<int[]> spans = new ArrayList<>();
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      boolean empty = matcher.start() == matcher.end();
      if (!empty || !compiled.skipEmpty()) {
        spans.add(groups(run, matcher));
        if (!compiled.global()) {
          break;
        }
      }
      from = empty ? matcher.end() + width(text, matcher.end()) : matcher.end();
    }
    return spans;
  }

  private static int width(String text, int at) {
    return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
  }

  private static int[] groups(Run run, Matcher matcher) {
    int count = matcher.groupCount() + 1;
    run.array(2L * count);
    int[] groups = new int[2 * count];
    for (int i = 0; i < count; i++) {
      groups[2 * i] = matcher.start(i);
      groups[2 * i + 1] = matcher.end(i);
    }
    return groups;
  }

  private static JsonNode describe(
      Run run, Compiled compiled, Positions positions, String text, int[] groups) {
    ObjectNode match = span(run, positions, text, groups[0], groups[1]);
    run.array(groups.length / 2);
    ArrayNode captures = match.putArray("captures");
    for (int i = 1; i < groups.length / 2; i++) {
      ObjectNode capture = span(run, positions, text, groups[2 * i], groups[2 * i + 1]);
      String name = compiled.groupNames()[i];
      capture.set("name", name == null ? Values.NULL : Values.text(name));
      captures.add(capture);
    }
    return match;
  }

  private static ObjectNode span(Run run, Positions positions, String text, int start, int end) {
    run.object(4);
    ObjectNode span = Values.object();
    if (start < 0) {
      span.set("offset", Numbers.of(-1));
      span.set("length", Numbers.of(0));
      span.set("string", Values.NULL);
      return span;
    }
    run.text(end - start);
    int offset = positions.codePoints(start);
    span.set("offset", Numbers.of(offset));
    span.set("length", Numbers.of(text.codePointCount(start, end)));
    span.set("string", Values.text(text.substring(start, end)));
    return span;
  }

  /** Counts code points up to positions that mostly grow. */
  private static final class Positions {
    private final Run run;
    private final String text;
    private int unit;
    private int points;

    Positions(Run run, String text) {
      this.run = run;
      this.text = text;
    }

    int codePoints(int position) {
      run.steps(Math.abs(position - unit) >> 4);
      points +=
          position >= unit
              ? text.codePointCount(unit, position)
              : -text.codePointCount(position, unit);
      unit = position;
      return points;
    }
  }

  private static Compiled compiled(Run run, JsonNode pattern, JsonNode flags) {
    if (!pattern.isString()) {
      throw Values.typeError(run, pattern, "cannot be matched, as it is not a string");
    }
    if (!flags.isString() && !flags.isNull()) {
      throw Values.typeError(run, flags, "is not a string");
    }
    run.steps(pattern.stringValue().length());
    Key key = new Key(pattern.stringValue(), flags.isNull() ? "" : flags.stringValue());
    synchronized (CACHE) {
      Compiled cached = CACHE.get(key);
      if (cached != null) {
        return cached;
      }
    }
    Compiled compiled = compile(key);
    synchronized (CACHE) {
      CACHE.put(key, compiled);
    }
    return compiled;
  }

  private static Compiled compile(Key key) {
    int options = 0;
    boolean global = false;
    boolean extended = false;
    boolean skipEmpty = false;
    for (int i = 0; i < key.flags().length(); i++) {
      switch (key.flags().charAt(i)) {
        case 'g' -> global = true;
        case 'i' -> options |= Pattern.CASE_INSENSITIVE;
        case 'x' -> extended = true;
        case 'n' -> skipEmpty = true;
        case 'p' -> options |= Pattern.DOTALL;
        case 'l' -> options |= Pattern.LONGEST_MATCH;
        case 's' -> {
          // single line mode, in which RE2 is anyway
        }
        default -> throw new JqException(key.flags() + " is not a valid modifier string");
      }
    }
    String syntax = RegexSyntax.translate(key.pattern(), extended);
    Pattern pattern;
    try {
      pattern = Pattern.compile(syntax, options);
    } catch (PatternSyntaxException e) {
      throw new JqException(
          key.pattern()
              + " is not a valid regular expression: "
              + e.getDescription()
              + ". The syntax is that of RE2, without lookaround and backreferences");
    }
    @Nullable String[] names = new String[pattern.groupCount() + 1];
    pattern.namedGroups().forEach((name, group) -> names[group] = name);
    return new Compiled(pattern, global, skipEmpty, names);
  }

  /**
   * {@code sub(pattern; replacement; flags)}: every result of the replacement gives a text of its
   * own.
   */
  private static final class Substitution extends Code {
    private final Code pattern;
    private final Code replacement;
    private final Code flags;

    Substitution(Code pattern, Code replacement, Code flags) {
      this.pattern = pattern;
      this.replacement = replacement;
      this.flags = flags;
    }

    @Override
    void run(Run run, Env env, JsonNode input, Out out) {
      pattern.each(
          run,
          env,
          input,
          regex ->
              flags.each(
                  run,
                  env,
                  input,
                  options -> substitute(run, env, input, compiled(run, regex, options), out)));
    }

    private void substitute(Run run, Env env, JsonNode input, Compiled compiled, Out out) {
      String text = text(run, input);
      List<int[]> spans = spans(run, compiled, text);
      List<StringBuilder> results = new ArrayList<>();
      int previous = 0;
      for (int[] groups : spans) {
        String gap = text.substring(previous, groups[0]);
        int[] next = {0};
        replacement.each(
            run,
            env,
            captures(run, compiled, text, groups),
            piece -> {
              if (!piece.isString()) {
                throw Values.binaryError(run, Values.text(gap), piece, "cannot be added");
              }
              if (next[0] == results.size()) {
                run.text(0);
                results.add(new StringBuilder());
              }
              run.text((long) gap.length() + piece.stringValue().length());
              results.get(next[0]++).append(gap).append(piece.stringValue());
            });
        previous = groups[1];
      }
      if (results.isEmpty()) {
        out.emit(input);
        return;
      }
      String rest = text.substring(previous);
      for (StringBuilder result : results) {
        run.text((long) result.length() + rest.length());
        out.emit(Values.text(result.append(rest).toString()));
      }
    }

    private static JsonNode captures(Run run, Compiled compiled, String text, int[] groups) {
      run.object(groups.length / 2);
      ObjectNode captures = Values.object();
      for (int i = 1; i < groups.length / 2; i++) {
        String name = compiled.groupNames()[i];
        if (name != null) {
          boolean matched = groups[2 * i] >= 0;
          captures.set(
              name,
              matched
                  ? Values.text(text.substring(groups[2 * i], groups[2 * i + 1]))
                  : Values.NULL);
        }
      }
      return captures;
    }
  }
}
