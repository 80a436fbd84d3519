package dev.fleetprompt.capability.connectors.mattermost.receiver;

import java.security.SecureRandom;

/**
 * Makes tokens that look like Mattermost's: 26 lowercase letters and digits, 130 bits of chance.
 */
public final class HookToken {
  private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";

  private HookToken() {}

  public static String random(SecureRandom random) {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return token.toString();
  }
}
