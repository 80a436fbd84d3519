package dev.fleetprompt.capability.connectors.markdown;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows whose cells stand under each other: the first column to the left, figures to the right. */
final class Columns {
  private static final Pattern ENTITY = Pattern.compile("&(?:amp|lt|gt);");

  private Columns() {}

  static String aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(i -> rows.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, columns)
                .mapToObj(i -> padded(row.get(i), widths[i], i > 0))
                .collect(Collectors.joining("  "))
                .stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private static String padded(String cell, int width, boolean right) {
    String space = " ".repeat(width - width(cell));
    return right ? space + cell : cell + space;
  }

  /** Characters shown; an escaped one counts once. */
  private static int width(String cell) {
    String shown = ENTITY.matcher(cell).replaceAll("x");
    return (int) shown.codePoints().filter(c -> Character.getType(c) != Character.FORMAT).count();
  }
}
