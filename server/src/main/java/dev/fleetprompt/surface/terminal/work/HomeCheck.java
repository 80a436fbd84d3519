package dev.fleetprompt.surface.terminal.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Whether this process can keep its files in a home. */
public final class HomeCheck {
  private HomeCheck() {}

  /** Makes the home and its log folder; says what stands in the way. */
  public static Optional<String> problem(Path home) {
    Path log = home.resolve("log");
    try {
      Files.createDirectories(home);
      if (!Files.isDirectory(log)) {
        Files.createDirectory(
            log,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (Files.isWritable(log)) {
        return Optional.empty();
      }
      return Optional.of(message(log, "it may not be written by this user"));
    } catch (IOException e) {
      return Optional.of(message(log, e.getClass().getSimpleName() + " " + e.getMessage()));
    }
  }

  private static String message(Path folder, String why) {
    return "%s cannot be used: %s. Change its owner, or set FLEET_HOME to a folder of your own."
        .formatted(folder, why);
  }
}
