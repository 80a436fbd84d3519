package dev.fleetprompt.platform.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer thread: takes whatever waits, at most {@value #GROUP_CHANGES} changes, and never waits
 * for more.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int GROUP_CHANGES = 1_000;
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
  private final GroupWriter writer;
  private final Thread thread;
  private @Nullable Pending carriedOver;
  private volatile boolean stopping;
  private volatile boolean abandoned;
  private volatile boolean ended;

  Lane(int number, DataSource connections, Writers writers, Fence fence) {
    String name = "fleet-lane-" + number;
    writer = new GroupWriter(name, number, connections, writers, fence, () -> abandoned);
    thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  CompletableFuture<Void> submit(UUID key, UnitOfWork unit) {
    Pending pending = new Pending(key, unit, new CompletableFuture<>());
    waiting.add(pending);
    if (ended) {
      failAllWaiting();
    }
    return pending.done();
  }

  void askToStop() {
    stopping = true;
  }

  void awaitStop() {
    try {
      thread.join(STOP_WAIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    abandon();
  }

  void abandon() {
    abandoned = true;
    stopping = true;
  }

  private void run() {
    try {
      while (!abandoned) {
        List<Pending> group = take();
        if (!group.isEmpty()) {
          writer.write(group);
        } else if (stopping) {
          break;
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted and ends", thread.getName());
    } finally {
      ended = true;
      if (carriedOver != null) {
        waiting.add(carriedOver);
      }
      failAllWaiting();
      writer.close();
    }
  }

  private List<Pending> take() throws InterruptedException {
    List<Pending> group = new ArrayList<>();
    Pending next = carriedOver != null ? carriedOver : waiting.poll(100, TimeUnit.MILLISECONDS);
    carriedOver = null;
    int changes = 0;
    while (next != null) {
      changes += next.unit().weight();
      if (changes > GROUP_CHANGES && !group.isEmpty()) {
        carriedOver = next;
        break;
      }
      group.add(next);
      next = waiting.poll();
    }
    return group;
  }

  private void failAllWaiting() {
    LeaseLostException lost = new LeaseLostException("This node has stopped writing.");
    for (Pending pending = waiting.poll(); pending != null; pending = waiting.poll()) {
      pending.done().completeExceptionally(lost);
    }
  }
}
