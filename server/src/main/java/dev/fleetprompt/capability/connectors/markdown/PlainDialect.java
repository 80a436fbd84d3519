package dev.fleetprompt.capability.connectors.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * No markup at all.
 *
 * @param wide whether readers have a fixed-width font, so that tables can be aligned
 */
record PlainDialect(boolean wide) implements Dialect {
  @Override
  public String text(String text) {
    return text;
  }

  @Override
  public String strong(String inner) {
    return inner;
  }

  @Override
  public String emphasis(String inner) {
    return inner;
  }

  @Override
  public String code(String literal) {
    return literal;
  }

  @Override
  public String codeBlock(String literal) {
    return literal;
  }

  @Override
  public String link(String inner, String address) {
    return WebAddress.isHarmless(address) && !inner.equals(address)
        ? inner + " (" + address + ")"
        : inner;
  }

  @Override
  public String table(List<List<String>> rows) {
    if (wide) {
      return Columns.aligned(rows);
    }
    List<String> header = rows.getFirst();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      List<String> cells = new ArrayList<>();
      for (int i = 1; i < row.size(); i++) {
        cells.add(header.get(i) + " " + row.get(i));
      }
      lines.add(row.getFirst() + ": " + String.join(", ", cells));
    }
    return String.join("\n", lines);
  }
}
