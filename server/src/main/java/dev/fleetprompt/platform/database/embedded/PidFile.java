package dev.fleetprompt.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's {@code postmaster.pid}: the process id in line 1, the state in line 8 (see {@code
 * src/include/utils/pidfile.h}).
 */
record PidFile(long pid, boolean ready) {
  private static final int STATE_LINE = 7;

  static Path in(Path data) {
    return data.resolve("postmaster.pid");
  }

  /** The file's content, or nothing if it is absent or not yet written. */
  static Optional<PidFile> read(Path data) {
    try {
      List<String> lines = Files.readAllLines(in(data));
      boolean ready = lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
      return Optional.of(new PidFile(Long.parseLong(lines.getFirst().strip()), ready));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
