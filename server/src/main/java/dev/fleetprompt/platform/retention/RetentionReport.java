package dev.fleetprompt.platform.retention;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What went.
 *
 * @param lines of the tables of which something went, by name
 * @param complete false when the pass ended before everything was looked at; the next one goes on
 */
public record RetentionReport(List<Line> lines, boolean complete) {

  /**
   * What went of one table.
   *
   * @param table without its schema
   * @param deleted rows
   * @param reduced rows of which only a stub is left
   * @param months partitions that were dropped with the rows they had
   */
  public record Line(String table, long deleted, long reduced, int months) {}

  /** What went of a table. */
  public Line of(String table) {
    return lines.stream()
        .filter(line -> line.table().equals(table))
        .findFirst()
        .orElse(new Line(table, 0, 0, 0));
  }

  @Override
  public String toString() {
    String what =
        lines.isEmpty()
            ? "nothing was due"
            : lines.stream()
                .map(line ->
                    "%s %d deleted, %d reduced, %d months dropped"
                        .formatted(line.table(), line.deleted(), line.reduced(), line.months()))
                .collect(Collectors.joining("; "));
    return complete ? what : what + "; to be continued";
  }
}
