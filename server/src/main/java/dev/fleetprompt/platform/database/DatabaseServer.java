package dev.fleetprompt.platform.database;

import dev.fleetprompt.platform.database.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The PostgreSQL server that the application uses: its own, stopped by {@link #close()}, or the
 * operator's.
 */
public sealed interface DatabaseServer extends AutoCloseable {

  /** The login that owns the database and defines what is in it. */
  ServerLogin owner();

  @Override
  void close();

  /**
   * The server that {@code settings} name: the operator's if they have an address, else the
   * embedded one, started.
   */
  static DatabaseServer of(DatabaseSettings settings) {
    DatabaseSettings.Server server = settings.database();
    String url = server.url();
    if (url != null && !url.isBlank()) {
      return new External(ServerLogin.parse(url, server.user(), server.password()));
    }
    Integer port = server.port();
    return embedded(
        settings.home(), port == null ? OptionalInt.empty() : OptionalInt.of(port), Map.of());
  }

  /**
   * Starts the embedded server.
   *
   * @param home its folder, created if missing; one process at a time
   * @param port a fixed loopback port, or empty to let a free one be chosen and remembered
   * @param tuning server settings by name, beyond those that durability and access rest on
   */
  static DatabaseServer embedded(Path home, OptionalInt port, Map<String, String> tuning) {
    return new Embedded(EmbeddedServer.start(home, port, tuning));
  }

  /** The server that comes with the application. */
  record Embedded(EmbeddedServer server) implements DatabaseServer {
    @Override
    public ServerLogin owner() {
      return new ServerLogin(server.jdbcUrl(), server.owner(), server.ownerPassword());
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** A server that somebody else runs. */
  record External(ServerLogin owner) implements DatabaseServer {
    @Override
    public void close() {}
  }
}
