package dev.fleetprompt.platform.templates;

import java.util.Optional;

/** Where a text is shown, which decides how values are escaped in it. */
public enum TextFormat {
  /** Plain text: control characters are removed, each value stays on its line. */
  PLAIN(".txt"),
  /** Mattermost's Markdown: values neither format, mention, link nor break a table. */
  MATTERMOST(".mattermost.md");

  private final String ending;

  TextFormat(String ending) {
    this.ending = ending;
  }

  /** How the names of such templates end. */
  public String ending() {
    return ending;
  }

  /** The format that a template's file name stands for. */
  public static Optional<TextFormat> ofFile(String name) {
    for (TextFormat format : values()) {
      if (name.endsWith(format.ending)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String escape(String value) {
    return switch (this) {
      case PLAIN -> OneLine.of(value);
      case MATTERMOST -> MattermostText.escape(OneLine.of(value));
    };
  }
}
