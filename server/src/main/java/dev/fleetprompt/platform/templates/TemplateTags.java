package dev.fleetprompt.platform.templates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks through a template's tags for what a template may not do. */
final class TemplateTags {

  private static final Pattern TAG =
      Pattern.compile("\\{\\{(\\{?)\\s*([^A-Za-z.\\s{}]?)\\s*([^{}]*?)\\s*}}(}?)");
  private static final Pattern NAME =
      Pattern.compile("\\.|[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*");

  private final TextFormat format;
  private boolean fenced;

  TemplateTags(TextFormat format) {
    this.format = format;
  }

  void check(String text) throws InvalidTemplateException {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      checkLine(line, number);
    }
  }

  private void checkLine(String line, int number) throws InvalidTemplateException {
    if (line.stripLeading().startsWith("```")) {
      fenced = !fenced;
    }
    Matcher tag = TAG.matcher(line);
    int end = 0;
    while (tag.find()) {
      refuseStrayBraces(line.substring(end, tag.start()), number);
      checkTag(line, tag, number);
      end = tag.end();
    }
    refuseStrayBraces(line.substring(end), number);
  }

  private void checkTag(String line, Matcher tag, int number) throws InvalidTemplateException {
    String kind = tag.group(1) + tag.group(2);
    String name = tag.group(3);
    switch (kind) {
      case "!" -> {}
      case "#", "^", "/" -> requireName(name, number);
      case "" -> {
        requireName(name, number);
        refuseCode(line.substring(0, tag.start()), name, number);
      }
      case "{", "&" ->
          throw new InvalidTemplateException(
              number,
              "'" + tag.group() + "' would insert a value without escaping it.",
              "Write '{{" + name + "}}'.");
      default ->
          throw new InvalidTemplateException(
              number,
              "'" + tag.group() + "' is not allowed in a template.",
              "Use values '{{name}}', sections '{{#name}}…{{/name}}', their inverse '{{^name}}…{{/name}}' and comments '{{! … }}' only.");
    }
  }

  private static void requireName(String name, int number) throws InvalidTemplateException {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTemplateException(
          number,
          "'" + name + "' is no name of a value.",
          "Use letters, digits and '_', with dots between the names on the way to the value.");
    }
  }

  /** Backslashes do not escape inside code, and nothing makes a value safe inside a link. */
  private void refuseCode(String before, String name, int number) throws InvalidTemplateException {
    if (format != TextFormat.MATTERMOST) {
      return;
    }
    boolean inCode = fenced || before.chars().filter(c -> c == '`').count() % 2 == 1;
    boolean inLink = before.lastIndexOf("](") > before.lastIndexOf(')');
    if (inCode || inLink) {
      throw new InvalidTemplateException(
          number,
          "The value '"
              + name
              + "' stands inside "
              + (inCode ? "code" : "a link's address")
              + ", where it cannot be escaped.",
          "Move it out of the " + (inCode ? "backticks." : "parentheses."));
    }
  }

  private static void refuseStrayBraces(String text, int number) throws InvalidTemplateException {
    if (text.contains("{{") || text.contains("}}")) {
      throw new InvalidTemplateException(
          number,
          "There is a tag that is not closed on its line.",
          "Write each tag on one line, as '{{name}}'.");
    }
  }
}
