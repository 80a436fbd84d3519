package dev.fleetprompt.capability.connectors.markdown;

import java.util.regex.Pattern;

/** Which addresses a text may lead to. */
final class WebAddress {
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)(?:https?://|mailto:)[^\\s<>]{1,2000}");

  private WebAddress() {}

  static boolean isHarmless(String address) {
    return HARMLESS.matcher(address).matches();
  }
}
