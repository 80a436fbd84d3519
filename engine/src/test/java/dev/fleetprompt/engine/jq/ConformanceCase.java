package dev.fleetprompt.engine.jq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One case of jq's own tests: a program, an input and the results expected. */
record ConformanceCase(String file, int line, String program, String input, List<String> expected) {
  static List<ConformanceCase> read(Path file) throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int at = 0;
    while (at < lines.size()) {
      if (skipped(lines.get(at))) {
        at++;
        continue;
      }
      int start = at;
      List<String> expected = new ArrayList<>();
      at += 2;
      while (at < lines.size() && !skipped(lines.get(at))) {
        expected.add(lines.get(at++));
      }
      cases.add(
          new ConformanceCase(
              file.getFileName().toString(),
              start + 1,
              lines.get(start),
              lines.get(start + 1),
              List.copyOf(expected)));
    }
    return cases;
  }

  private static boolean skipped(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  String name() {
    return file + ":" + line + " " + program;
  }
}
