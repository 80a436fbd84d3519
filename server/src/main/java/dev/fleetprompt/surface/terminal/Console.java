package dev.fleetprompt.surface.terminal;

/** Where a command speaks to the person who gave it. */
public interface Console {
  /** What was asked for; one or more lines. */
  void say(String text);

  /** What went wrong or needs care, with what to do about it. */
  void warn(String text);

  /** Says it in the form of {@link String#formatted}. */
  default void say(String format, Object... values) {
    say(format.formatted(values));
  }
}
