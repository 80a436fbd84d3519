package dev.fleetprompt.platform.directives;

import java.util.Locale;

/** What a person decides about a directive in doubt. */
public enum Resolution {
  /** It took effect: it is completed. */
  HAPPENED,
  /** It did not take effect: attempt it again. */
  SEND_AGAIN,
  /** It did not take effect, and need not any more: it failed. */
  LEAVE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
