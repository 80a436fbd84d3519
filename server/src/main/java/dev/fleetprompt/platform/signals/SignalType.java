package dev.fleetprompt.platform.signals;

import java.util.regex.Pattern;

/**
 * What kind of fact a signal states: lower case, dot-separated, noun first, fact last, such as
 * {@code package.install.completed}; 3 to 200 characters, no version.
 */
public record SignalType(String value) {

  private static final int LONGEST = 200;
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");

  public SignalType {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new InvalidSignalException(
          "signal_type_invalid",
          "/type",
          "'%s' is no signal type; write it in lower case with dots, like 'shop.order.placed', in at most %d characters"
              .formatted(shortened(value), LONGEST));
    }
  }

  private static String shortened(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
  }

  @Override
  public String toString() {
    return value;
  }
}
