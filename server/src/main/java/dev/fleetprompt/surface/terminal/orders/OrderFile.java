package dev.fleetprompt.surface.terminal.orders;

import dev.fleetprompt.surface.terminal.orders.Rows.Row;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shop's exported orders in a CSV file: separated by comma, semicolon, tab or bar, with a header
 * line, one order a row. What columns mean and how dates and totals are written is guessed from the
 * first 20,000 rows where it is not said.
 */
public final class OrderFile {
  private static final int SAMPLE = 20_000;
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private final Text text;
  private final Reading reading;
  private final char delimiter;
  private final List<String> header;
  private final Columns columns;
  private final Dates dates;
  private final Amounts amounts;

  private OrderFile(
      Text text,
      Reading reading,
      char delimiter,
      List<String> header,
      Columns columns,
      Dates dates,
      Amounts amounts) {
    this.text = text;
    this.reading = reading;
    this.delimiter = delimiter;
    this.header = header;
    this.columns = columns;
    this.dates = dates;
    this.amounts = amounts;
  }

  /**
   * Looks at the file and decides how to read it.
   *
   * @throws OrderFileException if it cannot be read, or in two ways
   */
  public static OrderFile at(Path file, Reading reading) {
    Text text = Text.of(file);
    try (Reader first = text.open();
        Reader second = text.open()) {
      Lines.Line top = new Lines(first).next();
      if (top == null || top.cut()) {
        throw new OrderFileException(
            "%s has no header line. Export the orders as CSV with one.".formatted(file));
      }
      char delimiter = delimiter(top.text());
      Rows rows = new Rows(new Lines(second), delimiter);
      List<String> header = header(file, rows.next());
      Columns columns = Columns.of(header, reading);
      Samples samples = Samples.of(rows, columns);
      return new OrderFile(
          text,
          reading,
          delimiter,
          header,
          columns,
          reading
              .dayOrder()
              .map(order -> new Dates(order, reading.zone()))
              .orElseGet(() -> Dates.like(samples.dates, reading.zone())),
          reading.decimalMark().map(Amounts::new).orElseGet(() -> Amounts.like(samples.totals)));
    } catch (IOException e) {
      throw new OrderFileException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /** The columns that are read, for people. */
  public String columns() {
    return columns.describe(header);
  }

  /** Reads the orders from the beginning. */
  public Orders orders() {
    try {
      Reader reader = text.open();
      Rows rows = new Rows(new Lines(reader), delimiter);
      rows.next();
      return new Orders(reader, rows, new OrderForm(columns, dates, amounts, reading.currency()));
    } catch (IOException e) {
      throw new OrderFileException(
          "%s cannot be read: %s.".formatted(text.file(), e.getMessage()), e);
    }
  }

  private static List<String> header(Path file, @Nullable Row row) {
    return switch (row) {
      case Row.Cells(long line, List<String> cells) -> cells;
      case Row.Broken(long line, String reason) ->
          throw new OrderFileException(
              "The header of %s cannot be read: %s.".formatted(file, reason));
      case null ->
          throw new OrderFileException("%s is empty. Export the orders again.".formatted(file));
    };
  }

  private static char delimiter(String header) {
    char best = DELIMITERS[0];
    long most = 0;
    for (char candidate : DELIMITERS) {
      long found = outsideQuotes(header, candidate);
      if (found > most) {
        most = found;
        best = candidate;
      }
    }
    return best;
  }

  private static long outsideQuotes(String text, char wanted) {
    long found = 0;
    boolean quoted = false;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == wanted && !quoted) {
        found++;
      }
    }
    return found;
  }

  private record Samples(List<String> dates, List<String> totals) {
    static Samples of(Rows rows, Columns columns) throws IOException {
      Samples samples = new Samples(new ArrayList<>(), new ArrayList<>());
      Row row = rows.next();
      for (int count = 0; count < SAMPLE && row != null; count++, row = rows.next()) {
        if (row instanceof Row.Cells(long line, List<String> cells)
            && cells.size() == columns.width()) {
          samples.dates.add(cells.get(columns.date()));
          samples.totals.add(cells.get(columns.total()));
        }
      }
      return samples;
    }
  }
}
