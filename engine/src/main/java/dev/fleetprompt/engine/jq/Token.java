package dev.fleetprompt.engine.jq;

/** One token and where it begins in the program. */
record Token(Kind kind, String text, int offset) {
  enum Kind {
    NAME,
    KEYWORD,
    FIELD,
    VARIABLE,
    FORMAT,
    NUMBER,
    SYMBOL,
    QUOTE_OPEN,
    TEXT,
    INTERPOLATION_OPEN,
    INTERPOLATION_CLOSE,
    QUOTE_CLOSE,
    END
  }

  boolean symbol(String wanted) {
    return kind == Kind.SYMBOL && text.equals(wanted);
  }

  boolean keyword(String wanted) {
    return kind == Kind.KEYWORD && text.equals(wanted);
  }

  String shown() {
    return switch (kind) {
      case END -> "the end of the program";
      case FIELD -> "." + text;
      case VARIABLE -> "$" + text;
      case FORMAT -> "@" + text;
      case QUOTE_OPEN, TEXT, QUOTE_CLOSE -> "a string";
      case INTERPOLATION_OPEN, INTERPOLATION_CLOSE -> "an interpolation";
      case NAME, KEYWORD, NUMBER, SYMBOL -> "'" + text + "'";
    };
  }
}
