package dev.fleetprompt.platform.executions;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is posted one after another, on the threads of an executor; others get their turn after
 * each.
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Executor executor;
  private final ConcurrentLinkedQueue<Runnable> posts = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  Mailbox(Executor executor) {
    this.executor = executor;
  }

  void post(Runnable post) {
    posts.add(post);
    schedule();
  }

  private void schedule() {
    if (!posts.isEmpty() && scheduled.compareAndSet(false, true)) {
      executor.execute(this::runOne);
    }
  }

  private void runOne() {
    try {
      Runnable post = posts.poll();
      if (post != null) {
        post.run();
      }
    } catch (RuntimeException e) {
      LOG.error("A run's step failed", e);
    } finally {
      scheduled.set(false);
      schedule();
    }
  }
}
