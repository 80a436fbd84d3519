package dev.fleetprompt.bench.figures;

import java.util.List;

/**
 * What one measure found.
 *
 * @param name as {@code --only} takes it
 * @param title what exactly was measured, in a line
 * @param notes what a reader must know to judge the figures, such as where the comparison is unfair
 * @param rows ours first
 */
public record Report(
    String name, String title, List<String> notes, List<Row> rows, List<Goal> goals) {

  public Report {
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
    goals = List.copyOf(goals);
  }
}
