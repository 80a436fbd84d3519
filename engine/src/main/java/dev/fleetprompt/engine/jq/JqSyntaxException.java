package dev.fleetprompt.engine.jq;

/** A program that does not compile. The message names line, column and what to do. */
public final class JqSyntaxException extends RuntimeException {
  private final int line;
  private final int column;

  JqSyntaxException(Position position, String problem) {
    super("Line %d, column %d: %s".formatted(position.line(), position.column(), problem));
    this.line = position.line();
    this.column = position.column();
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }
}
