package dev.fleetprompt.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.platform.database.ServerLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * db-scheduler within this process: one-time tasks without data, lock-and-fetch with the settings
 * under which its own documentation reports the highest rate for a small machine (20 threads, lower
 * limit 4, upper limit 20), and a connection for each thread.
 */
public final class DbScheduler implements AutoCloseable {

  private static final int THREADS = 20;
  private static final double LOWER = 4;
  private static final double UPPER = 20;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(2);

  /** The columns and indexes that its documentation asks for. */
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamptz not null, picked boolean not null, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures int,
        last_heartbeat timestamptz, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private static final String LEFT = "select exists (select from scheduled_tasks)";

  private final HikariDataSource pool;

  public DbScheduler(ServerLogin login) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(login.jdbcUrl());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(THREADS + 4);
    pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  /** Its version is pinned in the build. */
  public String name() {
    return "db-scheduler 16.12.0, lock-and-fetch";
  }

  /** Runs so many jobs that wait already; nanoseconds from the first until none is left. */
  public long run(int jobs) throws SQLException {
    AtomicLong ran = new AtomicLong();
    AtomicLong firstAt = new AtomicLong();
    OneTimeTask<Void> nothing =
        Tasks.oneTime("nothing")
            .execute((instance, context) -> {
              if (ran.incrementAndGet() == 1) {
                firstAt.set(System.nanoTime());
              }
            });
    Scheduler scheduler =
        Scheduler.create(pool, nothing)
            .threads(THREADS)
            .pollUsingLockAndFetch(LOWER, UPPER)
            .pollingInterval(POLL)
            .build();
    scheduler.scheduleBatch(
        IntStream.range(0, jobs)
            .<TaskInstance<?>>mapToObj(number -> nothing.instance(Integer.toString(number))),
        Instant.now());
    scheduler.start();
    try (Connection connection = pool.getConnection()) {
      Await.until("every job ran", LIMIT, LOOK, () -> ran.get() >= jobs);
      Await.until("every job is acknowledged", LIMIT, LOOK, () -> !isAnyLeft(connection));
      return System.nanoTime() - firstAt.get();
    } finally {
      scheduler.stop();
    }
  }

  private static boolean isAnyLeft(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LEFT)) {
      row.next();
      return row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
