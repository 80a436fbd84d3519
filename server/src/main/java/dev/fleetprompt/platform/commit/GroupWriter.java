package dev.fleetprompt.platform.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings groups of units into the database: retries what is transient, bisects what is refused,
 * completes who waits.
 */
final class GroupWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LOOK_UP_PAUSE = Duration.ofMillis(50);

  private final String name;
  private final int lane;
  private final Session session;
  private final Writers writers;
  private final Fence fence;
  private final BooleanSupplier abandoned;
  private long lastGroup;

  GroupWriter(
      String name,
      int lane,
      DataSource connections,
      Writers writers,
      Fence fence,
      BooleanSupplier abandoned) {
    this.name = name;
    this.lane = lane;
    this.session = new Session(name, connections);
    this.writers = writers;
    this.fence = fence;
    this.abandoned = abandoned;
  }

  /** Returns when every unit is durable or has failed. */
  void write(List<Pending> group) {
    Duration pause = FIRST_PAUSE;
    List<Pending> left = group;
    while (!left.isEmpty()) {
      Attempt attempt = attempt(left);
      switch (attempt) {
        case Attempt.Committed committed -> {
          committed.group().committed();
          left.forEach(pending -> pending.done().complete(null));
          return;
        }
        case Attempt.Refused refused -> left = without(left, refused.refusal());
        case Attempt.LostLease lost -> {
          failAll(left, lost.cause());
          return;
        }
        case Attempt.Rejected rejected -> {
          bisect(left, rejected.cause());
          return;
        }
        case Attempt.TryLater later -> {
          if (abandoned.getAsBoolean()) {
            failAll(left, new LeaseLostException("This node has stopped writing."));
            return;
          }
          LOG.warn("{} tries again in {} ms: {}", name, pause.toMillis(), later.reason());
          LockSupport.parkNanos(pause.toNanos());
          pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      }
    }
  }

  private sealed interface Attempt {
    record Committed(Group group) implements Attempt {}

    record Refused(UnitRefusedException refusal) implements Attempt {}

    record LostLease(LeaseLostException cause) implements Attempt {}

    record Rejected(Exception cause) implements Attempt {}

    record TryLater(String reason) implements Attempt {}
  }

  private Attempt attempt(List<Pending> left) {
    try {
      Connection open = session.open();
      Group group = new Group(writers, open);
      fence.hold(open, lane, lastGroup + 1);
      group.write(left.stream().map(Pending::unit).toList());
      try {
        open.commit();
        lastGroup++;
      } catch (SQLException e) {
        if (!wasCommitted(e)) {
          return new Attempt.TryLater(String.valueOf(e.getMessage()));
        }
      }
      return new Attempt.Committed(group);
    } catch (LeaseLostException e) {
      session.rollback();
      return new Attempt.LostLease(e);
    } catch (UnitRefusedException e) {
      session.rollback();
      return new Attempt.Refused(e);
    } catch (SQLException e) {
      session.rollback();
      return SqlFailure.isTransient(e)
          ? new Attempt.TryLater(String.valueOf(e.getMessage()))
          : new Attempt.Rejected(e);
    } catch (RuntimeException e) {
      session.rollback();
      return new Attempt.Rejected(e);
    }
  }

  /** Finds out, for as long as it takes, whether a commit whose answer was lost took place. */
  private boolean wasCommitted(SQLException lost) throws LeaseLostException {
    LOG.warn("{} lost the answer to a commit and looks it up: {}", name, lost.getMessage());
    session.close();
    while (!abandoned.getAsBoolean()) {
      try {
        long found = fence.lastGroup(session.open(), lane);
        session.rollback();
        boolean committed = found > lastGroup;
        lastGroup = found;
        return committed;
      } catch (SQLException e) {
        LOG.debug("{} cannot look the commit up yet: {}", name, e.getMessage());
        session.close();
      }
      LockSupport.parkNanos(LOOK_UP_PAUSE.toNanos());
    }
    throw new LeaseLostException("This node stopped before it knew whether its commit took place.");
  }

  /** Splits between keys, so that units of one key stand or fall in their order. */
  private void bisect(List<Pending> group, Exception cause) {
    Map<UUID, List<Pending>> byKey = new LinkedHashMap<>();
    group.forEach(
        pending -> byKey.computeIfAbsent(pending.key(), key -> new ArrayList<>()).add(pending));
    if (byKey.size() == 1 && group.size() == 1) {
      LOG.error("{}: a unit of {} is refused", name, group.getFirst().key(), cause);
      failAll(group, new UnitFailedException(cause));
      return;
    }
    if (byKey.size() == 1) {
      writeUntilOneFails(group);
      return;
    }
    List<List<Pending>> parts = List.copyOf(byKey.values());
    int middle = parts.size() / 2;
    write(parts.subList(0, middle).stream().flatMap(List::stream).toList());
    write(parts.subList(middle, parts.size()).stream().flatMap(List::stream).toList());
  }

  private void writeUntilOneFails(List<Pending> sameKey) {
    for (int i = 0; i < sameKey.size(); i++) {
      Pending pending = sameKey.get(i);
      write(List.of(pending));
      if (pending.done().isCompletedExceptionally()) {
        failAll(
            sameKey.subList(i + 1, sameKey.size()),
            new UnitFailedException(new IllegalStateException("An earlier unit failed.")));
        return;
      }
    }
  }

  private static List<Pending> without(List<Pending> group, UnitRefusedException refusal) {
    List<Pending> rest = new ArrayList<>();
    for (Pending pending : group) {
      if (pending.unit() == refusal.unit()) {
        pending.done().completeExceptionally(refusal);
      } else {
        rest.add(pending);
      }
    }
    return rest;
  }

  private static void failAll(List<Pending> group, Exception cause) {
    group.forEach(pending -> pending.done().completeExceptionally(cause));
  }

  @Override
  public void close() {
    session.close();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
