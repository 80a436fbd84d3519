package dev.fleetprompt.platform.functions;

import java.util.regex.Pattern;

/**
 * The name by which tasks call a function, such as {@code record.find}: lower case, dot-separated,
 * 3 to 100 characters.
 */
public record FunctionName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

  public FunctionName {
    if (value.length() > 100 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no function name; write it like 'record.find'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
