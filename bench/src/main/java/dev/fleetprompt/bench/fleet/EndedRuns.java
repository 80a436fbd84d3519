package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.executions.Runs;
import dev.fleetprompt.platform.queue.QueueChange;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Tells of each run that this process ended, right after the commit that made its end durable, and
 * without asking the database: put around the queue's writer, which sees every end.
 */
public final class EndedRuns implements BeanPostProcessor {

  private volatile Consumer<UUID> watch = run -> {};

  /** Tells of every end from now on, on the committing thread. */
  public void onEnd(Consumer<UUID> watcher) {
    watch = watcher;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof ChangeWriter<?> writer && writer.changes() == QueueChange.class
        ? around(writer)
        : bean;
  }

  @SuppressWarnings("unchecked") // its class of changes was just compared
  private Watched around(ChangeWriter<?> writer) {
    return new Watched((ChangeWriter<QueueChange>) writer);
  }

  private final class Watched implements ChangeWriter<QueueChange> {

    private final ChangeWriter<QueueChange> inner;

    Watched(ChangeWriter<QueueChange> inner) {
      this.inner = inner;
    }

    @Override
    public Class<QueueChange> changes() {
      return QueueChange.class;
    }

    @Override
    public Stage stage() {
      return inner.stage();
    }

    @Override
    public void write(Batch<QueueChange> batch) throws SQLException {
      inner.write(batch);
      List<UUID> ended =
          batch.entries().stream()
              .map(Batch.Entry::change)
              .filter(change -> change instanceof QueueChange.Finish)
              .filter(change -> change.item().kind().equals(Runs.KIND))
              .map(change -> change.item().id())
              .toList();
      if (!ended.isEmpty()) {
        batch.afterCommit(() -> ended.forEach(watch));
      }
    }
  }
}
