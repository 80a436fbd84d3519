package dev.fleetprompt.engine.jq;

/** A place in a program, counted from 1. */
record Position(int line, int column) {
  static final Position START = new Position(1, 1);

  static Position of(String source, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (source.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }
}
