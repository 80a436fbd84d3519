package dev.fleetprompt.platform.directives;

import java.util.Optional;

/**
 * What a directive means, in plain words.
 *
 * @param sentence what will happen, such as "Post a message to town-square"; at most {@value
 *     #LONGEST_SENTENCE} characters are kept
 * @param preview what its recipient will see
 */
public record Summary(String sentence, Optional<Preview> preview) {

  /** The longest sentence. */
  public static final int LONGEST_SENTENCE = 500;

  /** The longest body of a preview. */
  public static final int LONGEST_BODY = 64 * 1024;

  public Summary {
    sentence = cut(sentence, LONGEST_SENTENCE);
  }

  public static Summary of(String sentence) {
    return new Summary(sentence, Optional.empty());
  }

  public Summary showing(Form form, String recipient, Optional<String> sender, String body) {
    return new Summary(sentence, Optional.of(new Preview(form, recipient, sender, body)));
  }

  /** How the body of a preview is written. */
  public enum Form {
    /** A message in Markdown. */
    MARKDOWN,
    /** Plain text. */
    TEXT,
    /** A JSON document. */
    JSON
  }

  /**
   * What the recipient will see.
   *
   * @param recipient where it goes, such as a channel or an address
   * @param sender as whom it appears
   * @param body at most {@value #LONGEST_BODY} characters are kept
   */
  public record Preview(Form form, String recipient, Optional<String> sender, String body) {
    public Preview {
      body = cut(body, LONGEST_BODY);
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
