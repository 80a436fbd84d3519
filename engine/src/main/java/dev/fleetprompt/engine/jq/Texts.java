package dev.fleetprompt.engine.jq;

/** Strings as jq sees them: sequences of code points. */
final class Texts {
  private Texts() {}

  /** By code point, as the bytes of UTF-8 compare. */
  static int compare(Run run, String a, String b) {
    int size = Math.min(a.length(), b.length());
    for (int i = 0; i < size; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        run.steps(i >> 5);
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    run.steps(size >> 5);
    return Integer.compare(a.length(), b.length());
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text with U+FFFD for every unpaired surrogate. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceUnpaired(text);
      }
    }
    return text;
  }

  private static String replaceUnpaired(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> result.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point));
    return result.toString();
  }

  /** The part between two code point indices. */
  static String slice(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }
}
