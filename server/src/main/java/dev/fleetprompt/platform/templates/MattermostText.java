package dev.fleetprompt.platform.templates;

import java.util.regex.Pattern;

/**
 * Escapes a value for Mattermost's Markdown. Characters that format are escaped with a backslash;
 * those that mention, tag, link or start an emoji or formula get a zero-width space behind them,
 * because Mattermost looks for these in the text before it knows of backslashes.
 */
final class MattermostText {

  private static final String BREAK = "\u200B";

  /** What Mattermost's parser takes a backslash before. */
  private static final String FORMATTING = "\\`*_[]|>";

  private static final String SIGILS = "@#~$<";

  private static final Pattern LINK =
      Pattern.compile("(?i)(www)(?=\\.)|(?<=[a-z0-9+.-])(:)(?=//)|\\b(mailto|tel)(?=:)");

  private static final Pattern EMOJI = Pattern.compile(":(?=[A-Za-z0-9_+-]+:)");

  private MattermostText() {}

  static String escape(String value) {
    String quiet =
        EMOJI.matcher(LINK.matcher(value).replaceAll("$0" + BREAK)).replaceAll(":" + BREAK);
    StringBuilder text = new StringBuilder(quiet.length() + 16);
    for (int i = 0; i < quiet.length(); i++) {
      char c = quiet.charAt(i);
      if (FORMATTING.indexOf(c) >= 0) {
        text.append('\\');
      }
      text.append(c);
      if (SIGILS.indexOf(c) >= 0) {
        text.append(BREAK);
      }
    }
    return text.toString();
  }
}
