package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a home's programs and data lie: in {@code postgres} below it. When we are root and the
 * server's account cannot get there (a home below {@code /root}, for example), that is a link to a
 * folder below {@code /var/lib/fleetprompt}, named after a hash of the home's path. The link stays,
 * so that the place does not change when permissions do.
 */
final class ClusterFolder {
  static final Path ELSEWHERE = Path.of("/var/lib/fleetprompt");

  private static final int MOST_OF_ONE_PATH = 1000;

  private ClusterFolder() {}

  /** The folder without symbolic links, made if it is missing. */
  static Path of(Path home, OsAccount account, Path elsewhere) {
    Path link = home.resolve("postgres");
    try {
      if (Files.isSymbolicLink(link)) {
        Path target = Files.readSymbolicLink(link);
        Files.createDirectories(target);
        return enterable(target.toRealPath(), account);
      }
      if (!Files.exists(link)) {
        Files.createDirectory(link);
        letPass(link);
        if (!account.canEnter(link)) {
          Files.delete(link);
          Path target = unused(elsewhere, hash(home));
          Files.createSymbolicLink(link, target);
        }
      }
      return enterable(link.toRealPath(), account);
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be used: %s".formatted(link, e.getMessage()), e);
    }
  }

  private static Path enterable(Path folder, OsAccount account) {
    if (account.canEnter(folder)) {
      return folder;
    }
    throw new HomeUnusable(
        "the server's account (uid %d) cannot enter %s. Give it the search right on every folder above ('chmod o+x'), or move the home and set FLEET_HOME."
            .formatted(account.uid(), folder));
  }

  private static void letPass(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /**
   * A new folder: one that is there belongs to an older home of the same path, whose data is not
   * ours.
   */
  private static Path unused(Path elsewhere, String name) throws IOException {
    Files.createDirectories(elsewhere);
    for (int number = 1; number <= MOST_OF_ONE_PATH; number++) {
      Path folder = elsewhere.resolve(number == 1 ? name : name + "-" + number);
      if (!Files.exists(folder)) {
        Files.createDirectory(folder);
        letPass(folder);
        return folder;
      }
    }
    throw new IOException("too many folders of former homes in " + elsewhere);
  }

  private static String hash(Path home) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  home.toRealPath(LinkOption.NOFOLLOW_LINKS)
                      .toString()
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
