package dev.fleetprompt.platform.connections;

import java.util.regex.Pattern;

/**
 * Names a kind of outside system, such as {@code mattermost}: 1 to 50 lowercase letters, digits,
 * {@code _}.
 */
public record ConnectorName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,49}");

  public ConnectorName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no connector; write it like 'mattermost'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
