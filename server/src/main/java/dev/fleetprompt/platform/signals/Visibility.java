package dev.fleetprompt.platform.signals;

import java.util.Locale;

/** Which members of the tenant may see a signal. */
public enum Visibility {
  NORMAL,
  ADMINS;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Visibility of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
