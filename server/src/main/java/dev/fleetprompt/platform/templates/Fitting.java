package dev.fleetprompt.platform.templates;

import java.util.List;

/** Shortens a text by whole lines and says so. */
final class Fitting {

  private Fitting() {}

  /** The text itself if it fits. */
  static String lines(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    List<String> lines = text.lines().toList();
    StringBuilder kept = new StringBuilder();
    int count = 0;
    for (String line : lines) {
      int left = most - kept.length() - line.length() - 1;
      if (left < note(lines.size()).length()) {
        break;
      }
      kept.append(line).append('\n');
      count++;
    }
    String whole = kept + note(lines.size() - count);
    return whole.length() <= most ? whole : whole.substring(0, Math.max(0, most));
  }

  private static String note(int missing) {
    return "… and %,d more %s".formatted(missing, missing == 1 ? "line" : "lines");
  }
}
