package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.nodes.Membership;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process at work on the queue: joins as a node, and when the lease is lost - the
 * process was frozen, or cut off from its database while others were not - drops what it had in
 * hand and joins anew.
 */
public final class QueueRuntime implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueueRuntime.class);
  private static final Duration WAIT_FOR_END = Duration.ofSeconds(15);
  private static final Duration PAUSE_BEFORE_JOINING = Duration.ofMillis(500);

  private final EngineDatabase engine;
  private final Writers writers;
  private final List<ItemHandler> handlers;
  private final WakeUps wakeUps;
  private final NodeSettings settings;
  private final Ids ids;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable QueueNode current;
  private @Nullable Thread thread;

  public QueueRuntime(
      EngineDatabase engine,
      Writers writers,
      List<ItemHandler> handlers,
      WakeUps wakeUps,
      NodeSettings settings,
      Ids ids,
      Clock clock) {
    this.engine = engine;
    this.writers = writers;
    this.handlers = List.copyOf(handlers);
    this.wakeUps = wakeUps;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins to work; returns at once. */
  public QueueRuntime start() {
    thread = Thread.ofPlatform().name("fleet-node").daemon(true).start(this::run);
    return this;
  }

  /** This process's node, unless it is just joining. */
  public Optional<NodeWork> node() {
    return Optional.ofNullable(current);
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        workUntilLost();
        stop.await(PAUSE_BEFORE_JOINING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilLost() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    UUID id = ids.next();
    DataSource connections = engine.sessions(Membership.sessionName(id));
    try {
      QueueNode node =
          QueueNode.join(
              id,
              connections,
              engine.dataSource(),
              writers,
              handlers,
              wakeUps,
              settings,
              clock,
              over::countDown);
      current = node;
      awaitEither(over);
      current = null;
      if (over.getCount() == 0) {
        node.abandon();
      } else {
        finish(node);
      }
    } catch (SQLException e) {
      LOG.warn("This process could not join as a node and tries again: {}", e.getMessage());
    }
  }

  private void awaitEither(CountDownLatch over) throws InterruptedException {
    boolean lost = false;
    while (!lost && stop.getCount() > 0) {
      lost = over.await(50, TimeUnit.MILLISECONDS);
    }
  }

  private void finish(QueueNode node) throws InterruptedException {
    node.stopClaiming();
    long deadline = System.nanoTime() + settings.grace().toNanos();
    while (node.holding() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    node.close();
  }

  /**
   * Stops taking work, lets what is in hand finish for a while, and leaves the rest to other nodes
   * or the next start.
   */
  @Override
  public void close() {
    stop.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(settings.grace().plus(WAIT_FOR_END).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
