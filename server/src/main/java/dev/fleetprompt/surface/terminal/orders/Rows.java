package dev.fleetprompt.surface.terminal.orders;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV text. A row whose quotes never close ends where it began: it is told as broken
 * and the next line is read as a row again, so that one mistake costs one row.
 */
final class Rows {
  private static final int MOST_LINES = 50;

  /** One row. */
  sealed interface Row {
    long line();

    record Cells(long line, List<String> cells) implements Row {}

    record Broken(long line, String reason) implements Row {}
  }

  private final Lines lines;
  private final CSVFormat format;
  private final Deque<Lines.Line> ahead = new ArrayDeque<>();

  Rows(Lines lines, char delimiter) {
    this.lines = lines;
    this.format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingData(true)
            .get();
  }

  /** The next row that is not empty; null at the end. */
  @Nullable Row next() throws IOException {
    Lines.Line first = line();
    while (first != null && first.text().isBlank() && !first.cut()) {
      first = line();
    }
    if (first == null) {
      return null;
    }
    if (first.cut()) {
      return new Row.Broken(
          first.number(), "the line is longer than %d characters".formatted(Lines.LONGEST));
    }
    String text = whole(first);
    return text == null
        ? new Row.Broken(first.number(), "a quote is opened and not closed")
        : cells(first.number(), text);
  }

  /** The line with those that its open quotes reach into, or null when these never close. */
  private @Nullable String whole(Lines.Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    Deque<Lines.Line> joined = new ArrayDeque<>();
    while (quotes(text) % 2 != 0) {
      Lines.Line next = joined.size() < MOST_LINES && text.length() < Lines.LONGEST ? line() : null;
      if (next == null || next.cut()) {
        if (next != null) {
          joined.addLast(next);
        }
        while (!joined.isEmpty()) {
          ahead.addFirst(joined.removeLast());
        }
        return null;
      }
      joined.addLast(next);
      text.append('\n').append(next.text());
    }
    return text.toString();
  }

  private Row cells(long line, String text) throws IOException {
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1
          ? new Row.Cells(line, records.getFirst().toList())
          : new Row.Broken(line, "its quotes do not fit together");
    } catch (java.io.UncheckedIOException | IOException malformed) {
      return new Row.Broken(line, "its quotes do not fit together");
    }
  }

  private Lines.@Nullable Line line() throws IOException {
    return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
  }

  private static long quotes(CharSequence text) {
    return text.chars().filter(character -> character == '"').count();
  }
}
