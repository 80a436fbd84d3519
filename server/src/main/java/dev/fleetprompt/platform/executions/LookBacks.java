package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.waits.LookBack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Looks back for the runs of a node: whatever waits, at most {@value #AT_ONCE} runs, in one go, and
 * one go after the other, so that many runs that begin to listen cost few statements.
 */
final class LookBacks {

  private static final Logger LOG = LoggerFactory.getLogger(LookBacks.class);
  private static final int AT_ONCE = 500;

  private record Asked(LiveRun run, LookBack.Request request) {}

  private final StoredRuns runs;
  private final RunWorkers workers;
  private final ConcurrentLinkedQueue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean working = new AtomicBoolean();

  LookBacks(StoredRuns runs, RunWorkers workers) {
    this.runs = runs;
    this.workers = workers;
  }

  /** Answers the run some time. */
  void add(LiveRun run, LookBack.Request request) {
    waiting.add(new Asked(run, request));
    goOn();
  }

  /** Whatever waits is void. */
  void clear() {
    waiting.clear();
  }

  private void goOn() {
    if (!waiting.isEmpty() && working.compareAndSet(false, true)) {
      workers.waits().execute(this::work);
    }
  }

  private void work() {
    List<Asked> batch = new ArrayList<>();
    for (Asked next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      if (batch.size() == AT_ONCE) {
        break;
      }
    }
    try {
      List<LookBack.Page> pages = runs.lookBack(batch.stream().map(Asked::request).toList());
      for (int i = 0; i < pages.size(); i++) {
        batch.get(i).run().looked(batch.get(i).request(), pages.get(i));
      }
    } catch (DataAccessException e) {
      LOG.warn("{} runs wait for the database to look back: {}", batch.size(), e.getMessage());
      waiting.addAll(batch);
      workers.pause();
    } finally {
      working.set(false);
      goOn();
    }
  }
}
