package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a server running: notices its death, starts it again, and keeps its log short. */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration LOG_CHECK = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Launch launch;
  private final Path data;
  private final ServerLog log;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile Postmaster postmaster;

  private Watch(Postmaster postmaster, Launch launch, Path data, ServerLog log) {
    this.postmaster = postmaster;
    this.launch = launch;
    this.data = data;
    this.log = log;
    this.thread = Thread.ofPlatform().name("database-server-watch").daemon().unstarted(this::watch);
  }

  static Watch over(Postmaster postmaster, Launch launch, Path data, ServerLog log) {
    Watch watch = new Watch(postmaster, launch, data, log);
    watch.thread.start();
    return watch;
  }

  /** A server that accepts connections; if it does not come to that, none is left running. */
  static Postmaster started(Launch launch, ServerLog log) {
    Postmaster started = launch.start();
    try {
      started.awaitReady(log);
      return started;
    } catch (InterruptedException e) {
      end(started);
      Thread.currentThread().interrupt();
      throw new HomeUnusable("interrupted while the database server started", e);
    } catch (RuntimeException e) {
      end(started);
      throw e;
    }
  }

  long pid() {
    return postmaster.pid();
  }

  @Override
  public void close() {
    closing.countDown();
    end(postmaster);
    boolean interrupted = Thread.interrupted();
    try {
      // A restart under way ends by itself, and its server with it.
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    end(postmaster);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    while (!isClosing()) {
      try {
        if (!postmaster.endsWithin(LOG_CHECK)) {
          log.rotate();
          pause = FIRST_PAUSE;
        } else if (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          pause = longer(pause);
          restart();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The database server is not running: {}", e.getMessage());
      }
    }
  }

  private void restart() {
    LOG.warn("Database server {} ended unexpectedly; starting it again", postmaster.pid());
    Orphan.removeFrom(data);
    postmaster = started(launch, log);
    LOG.info("Database server {} is ready again", postmaster.pid());
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private static void end(Postmaster postmaster) {
    boolean interrupted = Thread.interrupted();
    try {
      postmaster.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
