package dev.fleetprompt.engine.jq;

/**
 * Brings the regular expressions of jq into the syntax of RE2, and refuses those that would grow
 * too large.
 */
final class RegexSyntax {
  static final int MAX_LENGTH = 5_000;

  /** Elements of a regular expression when its repetitions are written out. */
  private static final long MAX_SIZE = 2_000;

  private static final int MAX_NESTING = 100;

  private final String pattern;
  private final boolean extended;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int nesting;

  private RegexSyntax(String pattern, boolean extended) {
    this.pattern = pattern;
    this.extended = extended;
  }

  /**
   * @param extended whether blanks and comments are to be dropped
   */
  static String translate(String pattern, boolean extended) {
    if (pattern.length() > MAX_LENGTH) {
      throw new JqException(
          "the regular expression is longer than " + MAX_LENGTH + " characters. Shorten it");
    }
    RegexSyntax syntax = new RegexSyntax(pattern, extended);
    if (syntax.group() > MAX_SIZE) {
      throw tooLarge();
    }
    return syntax.out.toString();
  }

  private static JqException tooLarge() {
    return new JqException(
        "the regular expression is too large when its repetitions are written out (more than "
            + MAX_SIZE
            + " elements). Use smaller counts, or * and +");
  }

  /** Copies up to the end of the group that is open; returns how large it is. */
  private long group() {
    if (++nesting > MAX_NESTING) {
      throw new JqException(
          "the regular expression is nested more than "
              + MAX_NESTING
              + " levels deep. Simplify it");
    }
    long size = 0;
    long last = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == ')') {
        if (nesting > 1) {
          break;
        }
        out.append(pattern.charAt(at++));
      } else if (extended && (c == '#' || Character.isWhitespace(c))) {
        skipBlank(c);
      } else if (c == '{' && repetition() >= 0) {
        long times = repetition();
        copyThrough('}');
        size += last * Math.max(0, times - 1);
        last *= Math.max(1, times);
        if (size > MAX_SIZE) {
          throw tooLarge();
        }
      } else {
        last = atom(c);
        size += last;
      }
    }
    nesting--;
    return size + 1;
  }

  private long atom(char c) {
    switch (c) {
      case '(' -> {
        out.append('(');
        at++;
        if (pattern.startsWith("?<", at)
            && !pattern.startsWith("?<=", at)
            && !pattern.startsWith("?<!", at)) {
          out.append("?P<");
          at += 2;
        }
        long size = group();
        if (at < pattern.length()) {
          out.append(pattern.charAt(at++));
        }
        return size;
      }
      case '[' -> {
        characterClass();
        return 1;
      }
      case '\\' -> {
        escape();
        return 1;
      }
      default -> {
        out.append(c);
        at++;
        return 1;
      }
    }
  }

  private void escape() {
    char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : '\\';
    if (next == 'h' || next == 'H') {
      out.append(next == 'h' ? "[0-9a-fA-F]" : "[^0-9a-fA-F]");
    } else if (next == 'Z') {
      out.append("\\z");
    } else if (next == 'Q') {
      throw new JqException("\\Q in a regular expression is not available. Escape each character");
    } else {
      out.append(pattern, at, Math.min(pattern.length(), at + 2));
    }
    at = Math.min(pattern.length(), at + 2);
  }

  private void characterClass() {
    int start = at++;
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      if (pattern.startsWith("[:", at)) {
        int end = pattern.indexOf(":]", at);
        at = end < 0 ? at + 1 : end + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at = Math.min(pattern.length(), at + 1);
    out.append(pattern, start, at);
  }

  private void skipBlank(char c) {
    if (c == '#') {
      while (at < pattern.length() && pattern.charAt(at) != '\n') {
        at++;
      }
    } else {
      at++;
    }
  }

  /** The greatest count of the repetition that begins here, or -1 if it is none. */
  private long repetition() {
    int end = pattern.indexOf('}', at);
    if (end < 0 || end - at > 12) {
      return -1;
    }
    String body = pattern.substring(at + 1, end);
    int comma = body.indexOf(',');
    String least = comma < 0 ? body : body.substring(0, comma);
    String most = comma < 0 || comma == body.length() - 1 ? least : body.substring(comma + 1);
    if (!digits(least) || !digits(most)) {
      return -1;
    }
    return Math.max(Long.parseLong(least), Long.parseLong(most));
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void copyThrough(char end) {
    int stop = pattern.indexOf(end, at) + 1;
    out.append(pattern, at, stop);
    at = stop;
  }
}
