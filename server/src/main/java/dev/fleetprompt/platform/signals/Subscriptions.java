package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Makes new subscriptions hold for all that is committed from now on. */
@Component
public class Subscriptions {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final String NEWEST = "select pg_snapshot_xmax(pg_current_snapshot())::text";

  private static final String OLDER_ENDED =
      "select pg_snapshot_xmin(pg_current_snapshot()) >= ?::xid8";

  private final EngineDatabase database;

  Subscriptions(EngineDatabase database) {
    this.database = database;
  }

  /**
   * Waits until every transaction that may have looked before now has ended, so none of them can
   * still commit a signal without queueing it. To be called after a {@link
   * SubscriptionChange.Subscribe} was committed.
   *
   * @return false when a transaction is still open after {@code limit}
   */
  public boolean settle(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    String newest = database.sql().sql(NEWEST).query(String.class).single();
    while (!database.sql().sql(OLDER_ENDED).param(newest).query(Boolean.class).single()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
