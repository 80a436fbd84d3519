package dev.fleetprompt.platform.directives;

import java.util.regex.Pattern;

/**
 * The name of a kind of effect, such as {@code mattermost.post}: lower case, dot-separated, at most
 * 100 characters.
 */
public record DirectiveName(String value) implements Comparable<DirectiveName> {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

  public DirectiveName {
    if (value.length() > 100 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no directive type; write it like 'mattermost.post'");
    }
  }

  @Override
  public int compareTo(DirectiveName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
