package dev.fleetprompt.engine.workflow;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** Patterns of schemas, matched in time linear in the text whatever the pattern. */
final class LinearRegex {

  private LinearRegex() {}

  static RegularExpression compile(String pattern) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      return text -> compiled.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The pattern '"
              + pattern
              + "' is not supported ("
              + e.getDescription()
              + "); write it without look-around and back references.",
          e);
    }
  }
}
