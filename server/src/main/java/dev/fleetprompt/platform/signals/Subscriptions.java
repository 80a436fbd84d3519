package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.database.EngineDatabase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Makes new subscriptions hold for all that is committed from now on. */
@Component
public class Subscriptions {

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** Newer than every transaction that has a number by now; a snapshot's end is not. */
  private static final String NEWEST = "select pg_current_xact_id()::text";

  /** Other databases of the server have transactions too, and those may last. */
  private static final String OLDER_ENDED =
      """
      select not exists (
        select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
           and a.datname = current_database()
           and age(l.transactionid) > age(?::xid8::xid))
      """;

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
