package dev.fleetprompt.surface.terminal.orders;

/** What separates the whole from its fraction in totals. */
public enum DecimalMark {
  POINT('.', ','),
  COMMA(',', '.');

  final char mark;
  final char grouping;

  DecimalMark(char mark, char grouping) {
    this.mark = mark;
    this.grouping = grouping;
  }
}
