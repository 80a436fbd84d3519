package dev.fleetprompt.capability.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts a text into parts that fit: between paragraphs where it can, else between lines, else within
 * a line.
 *
 * @param fits holds for a text whenever it holds for a longer one, and for any 100 characters
 */
record Splitting(Predicate<String> fits) {
  private static final int SMALLEST_STEP = 100;

  /** At least one part. */
  List<String> parts(String text) {
    if (fits.test(text)) {
      return List.of(text);
    }
    return joined(List.of(text.split("\n{2,}")), "\n\n");
  }

  private List<String> joined(List<String> pieces, String glue) {
    List<String> parts = new ArrayList<>();
    String part = "";
    for (String piece : pieces) {
      String longer = part.isEmpty() ? piece : part + glue + piece;
      if (fits.test(longer)) {
        part = longer;
        continue;
      }
      if (!part.isBlank()) {
        parts.add(part);
      }
      if (fits.test(piece)) {
        part = piece;
      } else {
        List<String> smaller =
            piece.contains("\n") ? joined(List.of(piece.split("\n")), "\n") : cut(piece);
        parts.addAll(smaller.subList(0, smaller.size() - 1));
        part = smaller.getLast();
      }
    }
    if (!part.isBlank() || parts.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private List<String> cut(String line) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (!fits.test(rest)) {
      int end = SMALLEST_STEP;
      while (end * 2 < rest.length() && fits.test(rest.substring(0, end * 2))) {
        end *= 2;
      }
      if (Character.isHighSurrogate(rest.charAt(end - 1))) {
        end--;
      }
      parts.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    parts.add(rest);
    return parts;
  }
}
