package dev.fleetprompt.platform.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The units of one transaction, written stage by stage, each kind of change in one call of its
 * writer.
 */
final class Group {

  private final Writers writers;
  private final Connection connection;
  private final Map<ChangeWriter<?>, List<Batch.Entry<Change>>> waiting = new LinkedHashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  Group(Writers writers, Connection connection) {
    this.writers = writers;
    this.connection = connection;
  }

  void write(Collection<UnitOfWork> units) throws SQLException {
    for (UnitOfWork unit : units) {
      unit.forgetDerived();
      unit.changes().forEach(change -> enqueue(unit, change));
    }
    for (ChangeWriter<?> writer : writers.inOrder()) {
      List<Batch.Entry<Change>> entries = waiting.remove(writer);
      if (entries != null) {
        write(writer, entries);
      }
    }
  }

  /** To be called once the transaction is durable. */
  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  void afterCommit(Runnable notice) {
    afterCommit.add(notice);
  }

  void follow(Stage stage, UnitOfWork unit, Change change) {
    if (writers.of(change).stage().compareTo(stage) <= 0) {
      throw new IllegalStateException(
          change.getClass().getSimpleName() + " cannot follow from a change of stage " + stage);
    }
    unit.derive(change);
    enqueue(unit, change);
  }

  private void enqueue(UnitOfWork unit, Change change) {
    waiting
        .computeIfAbsent(writers.of(change), writer -> new ArrayList<>())
        .add(new Batch.Entry<>(unit, change));
  }

  @SuppressWarnings("unchecked")
  private <C extends Change> void write(ChangeWriter<C> writer, List<Batch.Entry<Change>> entries)
      throws SQLException {
    List<Batch.Entry<C>> typed = (List<Batch.Entry<C>>) (List<?>) entries;
    writer.write(new Batch<>(connection, writer.stage(), typed, this));
  }
}
