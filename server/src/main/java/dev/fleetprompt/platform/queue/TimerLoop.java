package dev.fleetprompt.platform.queue;

import dev.fleetprompt.platform.nodes.Fenced;
import dev.fleetprompt.platform.nodes.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Makes items runnable when their time comes, for all tenants and all nodes alike. */
final class TimerLoop extends NodeLoop {

  private static final int POLL_MILLIS = 500;
  private static final int PAUSE_MILLIS = 20;
  private static final int BATCH = 1_000;

  private final Lease lease;
  private final Clock clock;
  private final WakeUps wakeUps;
  private final Bell bell = new Bell();
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);

  TimerLoop(DataSource connections, Lease lease, Clock clock, WakeUps wakeUps) {
    super("fleet-timers", connections);
    this.lease = lease;
    this.clock = clock;
    this.wakeUps = wakeUps;
  }

  /** A timer was set; if it is the earliest, this loop will be there in time. */
  void set(Instant due) {
    if (due.isBefore(note(due))) {
      bell.ring();
    }
  }

  /** The earliest until now. */
  private Instant note(Instant due) {
    return next.getAndUpdate(known -> due.isBefore(known) ? due : known);
  }

  @Override
  void round(Connection connection) throws SQLException, InterruptedException {
    if (TimerStatements.isDue(connection)) {
      promote(connection);
      return;
    }
    next.set(Instant.MAX);
    // Without a ring, which would end the wait that follows before it began.
    TimerStatements.next(connection).ifPresent(this::note);
    bell.await(Math.clamp(untilNext(), 1, POLL_MILLIS));
  }

  /** A node that lost its lease leaves even this to others. */
  private void promote(Connection connection) throws SQLException, InterruptedException {
    Promotion promotion =
        Fenced.execute(
            connection, lease, Promotion.NONE, open -> TimerStatements.promote(open, BATCH));
    if (promotion.items() == 0) {
      // Another node was faster, or this one is over.
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return;
    }
    wakeUps.runnable();
    promotion.owned().forEach(wakeUps::news);
  }

  private long untilNext() {
    Instant due = next.get();
    return due.equals(Instant.MAX)
        ? POLL_MILLIS
        : Duration.between(clock.instant(), due).toMillis() + 1;
  }
}
