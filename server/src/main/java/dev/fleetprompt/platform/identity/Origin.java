package dev.fleetprompt.platform.identity;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as far as it can be told.
 *
 * @param address the client's IP address, at most 64 characters
 * @param agent what its program calls itself, at most 300 characters
 */
public record Origin(String address, String agent) {
  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_AGENT = 300;

  public static Origin of(@Nullable String address, @Nullable String agent) {
    return new Origin(shortened(address, LONGEST_ADDRESS), shortened(agent, LONGEST_AGENT));
  }

  private static String shortened(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.length() > longest ? clean.substring(0, longest) : clean;
  }
}
