package dev.fleetprompt.platform.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The key-encryption keys on disk: a Tink keyset as JSON that only this OS user may read. It lies
 * outside the database and its backups, so neither is of use without the other.
 */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  KeysetHandle read() {
    try {
      requireOwnerOnly();
      String json = Files.readString(path, StandardCharsets.UTF_8);
      return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    } catch (IOException e) {
      throw new KeyFileException(
          "vault.key_file_unreadable",
          "The key file "
              + path
              + " cannot be read; check that it exists and belongs to the user the server runs as.");
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          "vault.key_file_damaged",
          "The key file " + path + " is damaged; put back the copy you keep of it.");
    }
  }

  /**
   * Writes a keyset where none is yet. Of two processes that try at once one wins, and both read
   * the winner's.
   */
  void create(KeysetHandle keys) {
    try {
      Path temporary = writeBeside(keys);
      try {
        Files.createLink(path, temporary);
      } catch (FileAlreadyExistsException e) {
        // Another process was first; its keys count.
      } finally {
        Files.delete(temporary);
      }
    } catch (IOException e) {
      throw unwritable();
    }
  }

  /** Replaces the keyset as a whole: a crash leaves the old file or the new one. */
  void replace(KeysetHandle keys) {
    try {
      Files.move(writeBeside(keys), path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable();
    }
  }

  private Path writeBeside(KeysetHandle keys) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw unwritable();
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path temporary =
        Files.createTempFile(
            folder, "kek", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(json(keys)));
      channel.force(true);
    }
    return temporary;
  }

  private static String json(KeysetHandle keys) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset made here cannot be written", e);
    }
  }

  private void requireOwnerOnly() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new KeyFileException(
          "vault.key_file_open",
          "The key file "
              + path
              + " may be read by others ("
              + PosixFilePermissions.toString(permissions)
              + "); run: chmod 600 "
              + path);
    }
  }

  private KeyFileException unwritable() {
    return new KeyFileException(
        "vault.key_file_unwritable",
        "The key file "
            + path
            + " cannot be written; make its folder writable for the server or set fleet.vault.key-file.");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
