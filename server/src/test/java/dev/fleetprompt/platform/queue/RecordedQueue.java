package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was done to the queue, once it is durable; parking always succeeds. */
public final class RecordedQueue implements ChangeWriter<QueueChange> {

  private final List<QueueChange> changes = new CopyOnWriteArrayList<>();

  @Override
  public Class<QueueChange> changes() {
    return QueueChange.class;
  }

  @Override
  public Stage stage() {
    return Stage.JOBS;
  }

  @Override
  public void write(Batch<QueueChange> batch) {
    for (Batch.Entry<QueueChange> entry : batch.entries()) {
      if (entry.change() instanceof QueueChange.Park park) {
        park.decide(true);
      }
    }
    batch.afterCommit(() -> batch.entries().forEach(entry -> changes.add(entry.change())));
  }

  public List<QueueChange> all() {
    return List.copyOf(changes);
  }

  public <C extends QueueChange> List<C> all(Class<C> kind) {
    List<C> found = new ArrayList<>();
    for (QueueChange change : changes) {
      if (kind.isInstance(change)) {
        found.add(kind.cast(change));
      }
    }
    return found;
  }

  public List<Item> woken() {
    return all(QueueChange.Wake.class).stream().map(QueueChange.Wake::item).toList();
  }

  public void forget() {
    changes.clear();
  }
}
