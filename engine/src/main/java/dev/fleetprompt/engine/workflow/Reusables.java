package dev.fleetprompt.engine.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a definition declares under {@code use} for use by name. */
final class Reusables {

  final Map<String, ErrorTemplate> errors = new HashMap<>();
  final Map<String, RetryPolicy> retries = new HashMap<>();
  final Map<String, Span> timeouts = new HashMap<>();
  final Map<String, String> authentications = new HashMap<>();
  final Set<String> functions = new TreeSet<>();

  private final Problems problems;

  Reusables(Problems problems) {
    this.problems = problems;
  }

  /** The named thing, or a replacement and a problem. */
  <T> T find(Map<String, T> things, String section, String name, String pointer, T replacement) {
    T thing = things.get(name);
    if (thing != null) {
      return thing;
    }
    problems.add(
        pointer,
        "There is no '" + name + "' under use." + section + ".",
        things.isEmpty()
            ? "Declare it there or write it out here."
            : "Declare it there or choose one of "
                + String.join(", ", new TreeSet<>(things.keySet()))
                + ".");
    return replacement;
  }
}
