package dev.fleetprompt.bench;

import dev.fleetprompt.bench.fleet.FleetSettings;
import dev.fleetprompt.bench.peers.NodePackages;
import dev.fleetprompt.bench.process.Await;
import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What every measure stands on: one PostgreSQL server, durable as in production, on which each
 * subject gets a new and empty database of its own, and a folder for what processes leave.
 */
public final class Stand implements AutoCloseable {

  /** As in production but for the connections of several processes at once. */
  private static final Map<String, String> TUNING = Map.of("max_connections", "300");

  private static final String IN_USE = "55006";
  private static final Duration LEAVES = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Extent extent;
  private final Path folder;
  private final DatabaseServer server;
  private final NodePackages nodePackages;
  private int databases;

  private Stand(Extent extent, Path folder, DatabaseServer server, NodePackages nodePackages) {
    this.extent = extent;
    this.folder = folder;
    this.server = server;
    this.nodePackages = nodePackages;
  }

  /**
   * @param peers the folder with the package.json of the peers that run on Node.js
   */
  static Stand set(Extent extent, Path peers) throws IOException {
    Path folder = Files.createTempDirectory("fleet-bench");
    boolean standing = false;
    try {
      DatabaseServer server =
          DatabaseServer.embedded(folder.resolve("database"), OptionalInt.empty(), TUNING);
      standing = true;
      return new Stand(extent, folder, server, new NodePackages(peers));
    } finally {
      if (!standing) {
        Folders.delete(folder);
      }
    }
  }

  public Extent extent() {
    return extent;
  }

  /** Where processes may leave logs; gone at the end. */
  public Path folder() {
    return folder;
  }

  public NodePackages nodePackages() {
    return nodePackages;
  }

  /** The server's own database, which no measure fills. */
  ServerLogin login() {
    return server.owner();
  }

  /** A new, empty database. */
  public Database database() throws SQLException {
    String name = "bench_" + ++databases;
    execute("create database " + name);
    return new Database(name, server.owner().inDatabase(name));
  }

  private boolean isDropped(String name) {
    try {
      execute("drop database " + name);
      return true;
    } catch (SQLException e) {
      if (IN_USE.equals(e.getSQLState())) {
        return false;
      }
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    ServerLogin owner = server.owner();
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Folders.delete(folder);
  }

  /** One subject's database; closing drops it. */
  public final class Database implements AutoCloseable {

    private final String name;
    private final ServerLogin login;

    private Database(String name, ServerLogin login) {
      this.name = name;
      this.login = login;
    }

    public ServerLogin login() {
      return login;
    }

    /** For processes of FleetPrompt on this database. */
    public FleetSettings fleet() {
      return new FleetSettings(login, folder.resolve(name));
    }

    /** A connection of its owner. */
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    /** The sessions of ended processes, and autovacuum's, may take a while to go. */
    @Override
    public void close() {
      Await.until(
          "database " + name + " is left by everybody", LEAVES, LOOK, () -> isDropped(name));
    }
  }
}
