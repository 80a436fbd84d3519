package dev.fleetprompt.platform.templates;

/** Makes any text fit on one line: no control, line-breaking or direction-changing characters. */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  private static void append(StringBuilder line, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          line.append(' ');
      case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> {
        if (c == ZERO_WIDTH_JOINER) {
          line.appendCodePoint(c);
        }
      }
      default -> line.appendCodePoint(c);
    }
  }

  /** Holds composed emoji together. */
  private static final int ZERO_WIDTH_JOINER = 0x200D;
}
