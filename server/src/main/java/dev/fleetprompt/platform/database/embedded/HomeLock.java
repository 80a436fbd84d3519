package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeLocked;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to run the server of one folder, held by one process at a time and given up by the
 * system when that process ends, however it ends.
 */
final class HomeLock implements AutoCloseable {
  /**
   * Folders locked by this process. A POSIX lock belongs to the process and is lost when it closes
   * <em>any</em> channel on the file, so a second attempt must not even open it.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private @Nullable HomeLock second;

  private HomeLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static HomeLock of(Path folder) {
    if (!HELD_HERE.add(folder)) {
      throw new HomeLocked(folder, holder(folder));
    }
    try {
      FileChannel channel = lock(folder);
      if (channel != null) {
        Files.deleteIfExists(folder.resolve("holder"));
        return new HomeLock(folder, channel);
      }
    } catch (IOException e) {
      HELD_HERE.remove(folder);
      throw new HomeUnusable("%s cannot be locked: %s".formatted(folder, e.getMessage()), e);
    }
    HELD_HERE.remove(folder);
    throw new HomeLocked(folder, holder(folder));
  }

  /** Takes the lock of another folder too, to be given up with this one. */
  void extendTo(Path other) {
    second = of(other);
  }

  /** Tells others who holds the lock. */
  void announce(int port) {
    if (second != null) {
      second.announce(port);
    }
    try {
      Folders.writePrivately(
          folder.resolve("holder"),
          "pid %d, port %d".formatted(ProcessHandle.current().pid(), port));
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (second != null) {
      second.close();
    }
    try {
      Files.deleteIfExists(folder.resolve("holder"));
      channel.close();
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be unlocked: %s".formatted(folder, e.getMessage()), e);
    } finally {
      HELD_HERE.remove(folder);
    }
  }

  private static @Nullable FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Folders.permissions("rw-------"));
    boolean kept = false;
    try {
      FileLock lock = channel.tryLock();
      kept = lock != null;
      return kept ? channel : null;
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static String holder(Path folder) {
    try {
      return "another process (%s)".formatted(Files.readString(folder.resolve("holder")));
    } catch (IOException e) {
      return "another process that is just starting or stopping";
    }
  }
}
