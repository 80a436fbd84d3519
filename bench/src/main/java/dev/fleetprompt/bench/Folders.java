package dev.fleetprompt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders that a measurement made. */
final class Folders {

  private Folders() {}

  static void delete(Path folder) throws IOException {
    List<Path> everything;
    try (Stream<Path> found = Files.walk(folder)) {
      everything = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : everything) {
      Files.deleteIfExists(path);
    }
  }
}
