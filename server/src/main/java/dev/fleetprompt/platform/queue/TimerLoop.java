package dev.fleetprompt.platform.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Makes items runnable when their time comes, for all tenants and all nodes alike. */
final class TimerLoop extends NodeLoop {

  private static final int POLL_MILLIS = 500;
  private static final int BATCH = 1_000;

  private final Clock clock;
  private final WakeUps wakeUps;
  private final Bell bell = new Bell();
  private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MAX);

  TimerLoop(DataSource connections, Clock clock, WakeUps wakeUps) {
    super("fleet-timers", connections);
    this.clock = clock;
    this.wakeUps = wakeUps;
  }

  /** A timer was set; if it is the earliest, this loop will be there in time. */
  void set(Instant due) {
    Instant before = next.getAndUpdate(known -> due.isBefore(known) ? due : known);
    if (due.isBefore(before)) {
      bell.ring();
    }
  }

  @Override
  void round(Connection connection) throws SQLException, InterruptedException {
    Promotion promotion = TimerStatements.promote(connection, BATCH);
    if (promotion.items() > 0) {
      wakeUps.runnable();
      promotion.owned().forEach(wakeUps::news);
      return;
    }
    next.set(Instant.MAX);
    TimerStatements.next(connection).ifPresent(this::set);
    bell.await(Math.clamp(untilNext(), 1, POLL_MILLIS));
  }

  private long untilNext() {
    Instant due = next.get();
    return due.equals(Instant.MAX)
        ? POLL_MILLIS
        : Duration.between(clock.instant(), due).toMillis() + 1;
  }
}
