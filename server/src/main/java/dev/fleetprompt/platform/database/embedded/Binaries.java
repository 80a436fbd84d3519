package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The unpacked programs of one PostgreSQL release. */
record Binaries(Path folder) {
  /** The release inside the archives; a folder of another release is left alone. */
  static final String RELEASE = "18.6";

  /** The major version, which decides whether a data folder can be opened. */
  static final String MAJOR = "18";

  private static final Set<String> WANTED = Set.of("bin", "lib", "share");

  /** The programs below {@code root}, unpacked there unless an earlier start did so. */
  static Binaries unpackedIn(Path root, Platform platform) {
    Path folder =
        root.resolve("postgresql-" + RELEASE + "-" + platform.name().toLowerCase(Locale.ROOT));
    if (Files.isDirectory(folder)) {
      return new Binaries(folder);
    }
    try {
      Path unfinished = Folders.unfinished(folder);
      unpack(platform.archive, unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      return new Binaries(folder);
    } catch (IOException e) {
      throw new HomeUnusable(
          "the PostgreSQL programs could not be unpacked to %s (%s). Check free space and permissions."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (InputStream resource = Binaries.class.getResourceAsStream("/" + archive)) {
      if (resource == null) {
        throw new IOException(archive + " is missing from the class path");
      }
      TarArchiveInputStream entries =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(resource, 1 << 16)));
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Path name = Path.of(entry.getName()).normalize();
        if (WANTED.contains(name.getName(0).toString())) {
          write(entries, entry, target.resolve(name));
        }
      }
    }
  }

  private static void write(InputStream content, TarArchiveEntry entry, Path path)
      throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      readableFolder(parent);
    }
    if (entry.isDirectory()) {
      readableFolder(path);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void readableFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
