package dev.fleetprompt.bench.peers;

import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.bench.process.Child;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** The graphile-worker in a process of Node.js; {@code graphile.mjs} says how it is set. */
public final class GraphileWorker implements AutoCloseable {

  /** How it is set. */
  public enum Setting {
    /** One job at a time, as it comes. */
    DEFAULTS("as it comes"),
    /** 24 jobs at a time, each fetched and completed by itself. */
    CONCURRENT("24 at once, unbatched"),
    /**
     * 24 jobs at a time, fetched 500 at once and completed in batches, as its makers measure it.
     */
    BATCHED("24 at once, batched");

    private final String words;

    Setting(String words) {
      this.words = words;
    }
  }

  private static final Duration STARTS = Duration.ofMinutes(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(2);

  private static final String LEFT = "select exists (select from graphile_worker._private_jobs)";

  private final Child child;
  private final Setting setting;
  private final String version;
  private final ServerLogin login;

  public GraphileWorker(NodePackages packages, Setting setting, ServerLogin login, Path folder)
      throws IOException {
    this.setting = setting;
    this.login = login;
    child =
        packages.start(
            "graphile-worker",
            "graphile.mjs",
            List.of(setting.name().toLowerCase(java.util.Locale.ROOT)),
            login,
            folder.resolve("graphile-" + setting + ".log"));
    version = child.answer(STARTS);
  }

  public String name() {
    return "graphile-worker " + version + ", " + setting.words;
  }

  /** Runs so many jobs that wait already; nanoseconds from the first until none is left. */
  public long run(int jobs) throws SQLException {
    child.ask("fill " + jobs, LIMIT);
    try (Connection connection =
        DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password())) {
      child.ask("work", LIMIT);
      long began = System.nanoTime();
      child.answer(LIMIT);
      Await.until("every job is acknowledged", LIMIT, LOOK, () -> !isAnyLeft(connection));
      long took = System.nanoTime() - began;
      child.ask("rest", LIMIT);
      return took;
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
    child.close();
  }
}
