package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived the process that started it. To be called by the holder of the home's lock
 * only.
 */
final class Orphan {
  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Orphan() {}

  /**
   * Ends what still works on {@code data} and removes the stale pid file. Only a process that is
   * provably a server of this folder is signalled. The pid file goes last, when nobody uses the
   * folder: a dead server's children may live on for a moment, and without the file PostgreSQL
   * would not notice them.
   */
  static void removeFrom(Path data) {
    Optional<PidFile> left = PidFile.read(data);
    left.filter(file -> Processes.isServerOf(file.pid(), data)).ifPresent(file -> stop(file, data));
    try {
      if (!Processes.await(LIMIT, () -> Processes.workingIn(data).isEmpty())) {
        throw new HomeUnusable(
            "processes %s still use %s. End them, then start again."
                .formatted(Processes.workingIn(data), data));
      }
      Files.deleteIfExists(PidFile.in(data));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HomeUnusable("interrupted while waiting for an old server to end", e);
    } catch (IOException e) {
      throw new HomeUnusable("%s cannot be removed".formatted(PidFile.in(data)), e);
    }
  }

  private static void stop(PidFile file, Path data) {
    LOG.info("Stopping database server {} left behind on {}", file.pid(), data);
    Processes.signal("INT", file.pid());
  }
}
