package dev.fleetprompt.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scenario of the conformance kit: a small part of Gherkin, as much as the kit uses. */
record Scenario(String feature, String name, List<Step> steps) {

  /** A line of a scenario without its keyword, with the text block below it. */
  record Step(String text, String block) {}

  @Override
  public String toString() {
    return feature + ": " + name;
  }

  static List<Scenario> read(String feature, String text) {
    List<Scenario> scenarios = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    @Nullable StringBuilder block = null;
    int indent = 0;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (block != null) {
        if (stripped.startsWith("\"\"\"")) {
          Step last = steps.removeLast();
          steps.add(new Step(last.text(), block.toString()));
          block = null;
        } else {
          block.append(line.length() > indent ? line.substring(indent) : stripped).append('\n');
        }
      } else if (stripped.startsWith("\"\"\"")) {
        block = new StringBuilder();
        indent = line.indexOf('"');
      } else if (stripped.startsWith("Scenario:")) {
        steps = new ArrayList<>();
        scenarios.add(new Scenario(feature, stripped.substring(9).strip(), steps));
      } else if (stripped.matches("(Given|When|Then|And) .*")) {
        steps.add(new Step(stripped.replaceFirst("^\\w+ ", ""), ""));
      }
    }
    return scenarios;
  }
}
