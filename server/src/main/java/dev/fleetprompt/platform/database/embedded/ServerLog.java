package dev.fleetprompt.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file that takes what the server prints: at most two generations of about {@value #LIMIT}
 * bytes.
 */
record ServerLog(Path file) {
  private static final long LIMIT = 10L << 20;
  private static final int TAIL_LINES = 20;
  private static final int TAIL_BYTES = 8 << 10;

  static ServerLog in(Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("log"), Folders.permissions("rwx------"));
    Path file = folder.resolve("postgres.log");
    if (!Files.exists(file)) {
      Files.createFile(file, Folders.permissions("rw-------"));
    }
    return new ServerLog(file);
  }

  /**
   * Moves a long log away. The server keeps its open file, so the content is copied and the file
   * emptied.
   */
  void rotate() {
    try {
      if (Files.size(file) > LIMIT) {
        Files.copy(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines, for an error message. */
  String tail() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(0, channel.size() - TAIL_BYTES);
      java.nio.ByteBuffer end = java.nio.ByteBuffer.allocate(TAIL_BYTES);
      channel.read(end, start);
      List<String> lines =
          new String(end.array(), 0, end.position(), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(%s cannot be read: %s)".formatted(file, e.getMessage());
    }
  }
}
