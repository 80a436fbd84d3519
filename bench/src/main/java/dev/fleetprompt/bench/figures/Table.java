package dev.fleetprompt.bench.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a report for people. */
public final class Table {

  private static final List<String> HEADINGS =
      List.of("", "", "median", "least … most", "ours ÷ it");

  private Table() {}

  /** Title, rows with the ratio of the first row to each, notes, goals. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(report.name()).append(": ").append(report.title()).append('\n');
    appendRows(text, report.rows());
    report.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
    report.goals().forEach(goal -> text.append(line(goal)).append('\n'));
    return text.toString();
  }

  /** One goal in one line. */
  public static String line(Goal goal) {
    return String.format(
        Locale.ROOT,
        "  %s  %s %s %s: %s, %.2f of the goal",
        goal.isMet() ? "met   " : "MISSED",
        goal.what(),
        goal.sense().sign(),
        goal.unit().text(goal.wanted()),
        goal.unit().text(goal.reached()),
        goal.ratio());
  }

  private static void appendRows(StringBuilder text, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADINGS);
    rows.forEach(row -> cells.add(cells(row, rows.getFirst())));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    for (List<String> line : cells) {
      StringBuilder printed = new StringBuilder(" ");
      for (int column = 0; column < widths.length; column++) {
        String padding = " ".repeat(widths[column] - line.get(column).length());
        boolean words = column < 2;
        printed.append(' ').append(words ? line.get(column) + padding : padding + line.get(column));
        printed.append(' ');
      }
      text.append(printed.toString().stripTrailing()).append('\n');
    }
  }

  private static List<String> cells(Row row, Row first) {
    Series series = row.series();
    Unit unit = row.unit();
    return List.of(
        row.subject(),
        row.figure(),
        unit.text(series.median()),
        series.rounds().size() == 1
            ? "one round"
            : unit.number(series.least()) + " … " + unit.number(series.most()),
        row.isComparableTo(first) && row != first ? Unit.TIMES.text(first.against(row)) : "");
  }
}
