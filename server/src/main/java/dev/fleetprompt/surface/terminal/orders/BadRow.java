package dev.fleetprompt.surface.terminal.orders;

/**
 * A row that was left out.
 *
 * @param line where it begins, from 1
 */
public record BadRow(long line, String reason) implements ReadRow {
  @Override
  public String toString() {
    return "line %d: %s".formatted(line, reason);
  }
}
