package dev.fleetprompt.crash;

import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.DatabaseServer.Embedded;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** A database server of its own, for tests that kill it; it comes up again by itself. */
final class CrashDatabase implements AutoCloseable {

  private final Embedded server;
  private final ServerLogin login;

  private CrashDatabase(Embedded server, ServerLogin login) {
    this.server = server;
    this.login = login;
  }

  static CrashDatabase start() throws IOException, SQLException {
    Path home = Path.of("target", "test-homes", "crash").toAbsolutePath();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    Embedded server = (Embedded) DatabaseServer.embedded(home, OptionalInt.empty(), Map.of());
    return new CrashDatabase(server, freshDatabase(server.owner()));
  }

  /** The owner's, in an empty database. */
  ServerLogin login() {
    return login;
  }

  /** Kills the server's first process; the others end with it. */
  void kill() {
    ProcessHandle.of(server.server().pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    server.close();
  }

  private static ServerLogin freshDatabase(ServerLogin owner) throws SQLException {
    String name = "crash_" + UUID.randomUUID().toString().substring(0, 8);
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return owner.inDatabase(name);
  }
}
