package dev.fleetprompt.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A new home below {@code target}, with programs that were unpacked once for all tests. */
final class TestHome {
  private static final Path FOLDER = Path.of("target", "test-homes").toAbsolutePath();

  private static final Queue<Path> CREATED = new ConcurrentLinkedQueue<>();

  private TestHome() {}

  static Path create() throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(FOLDER), "home");
    CREATED.add(home);
    pass(home);
    Path postgres = Files.createDirectory(home.resolve("postgres"));
    pass(postgres);
    Path programs = programs().folder();
    Files.createSymbolicLink(postgres.resolve(programs.getFileName()), programs);
    return home;
  }

  /** Removes the homes made so far, whose servers are stopped. */
  static void deleteAll() throws IOException {
    for (Path home = CREATED.poll(); home != null; home = CREATED.poll()) {
      Folders.deleteAll(home);
    }
  }

  static EmbeddedServer start(Path home) {
    return EmbeddedServer.start(home, OptionalInt.empty(), Map.of());
  }

  private static synchronized Binaries programs() throws IOException {
    return Binaries.unpackedIn(
        Files.createDirectories(Path.of("target", "test-programs").toAbsolutePath()),
        Platform.current());
  }

  private static void pass(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }
}
