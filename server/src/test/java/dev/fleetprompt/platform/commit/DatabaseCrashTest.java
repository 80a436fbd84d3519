package dev.fleetprompt.platform.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.DatabaseServer.Embedded;
import dev.fleetprompt.platform.database.FleetDatabase;
import dev.fleetprompt.platform.database.PoolSizes;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseCrashTest {

  private static final String CONNECTION_FAILURE = "08006";

  private Embedded server;
  private FleetDatabase database;
  private LaneHarness lane;

  @BeforeEach
  void start() throws Exception {
    server = server();
    database = FleetDatabase.open(freshDatabase(), PoolSizes.DEFAULT, Clock.systemUTC());
    lane = new LaneHarness(database, database.engine());
    join(lane.submit("first"));
  }

  @AfterEach
  void stop() {
    lane.close();
    database.close();
    server.close();
  }

  @Test
  void aGroupThatWasNotCommittedBeforeTheCrashIsWrittenAgainOnce() throws Exception {
    lane.connections.atNextCommit(connection -> {
      crash();
      connection.commit();
    });

    join(lane.submit("second"));
    join(lane.submit("third"));

    assertThat(lane.lines()).containsExactlyInAnyOrder("first", "second", "third");
  }

  @Test
  void aGroupThatWasCommittedBeforeTheCrashIsNotWrittenTwice() throws Exception {
    lane.connections.atNextCommit(connection -> {
      connection.commit();
      crash();
      throw new SQLException("The answer is lost.", CONNECTION_FAILURE);
    });

    join(lane.submit("second"));
    join(lane.submit("third"));

    assertThat(lane.lines()).containsExactlyInAnyOrder("first", "second", "third");
  }

  /** An immediate shutdown: nothing is flushed, nobody is waited for. */
  private void crash() {
    ProcessHandle postmaster = ProcessHandle.of(server.server().pid()).orElseThrow();
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
      postmaster.onExit().get(20, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServerLogin freshDatabase() throws SQLException {
    ServerLogin owner = server.owner();
    String name = "lanes_" + UUID.randomUUID().toString().substring(0, 8);
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return owner.inDatabase(name);
  }

  private static Embedded server() throws IOException {
    Path home = Path.of("target", "test-homes", "lanes").toAbsolutePath();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    return (Embedded) DatabaseServer.embedded(home, OptionalInt.empty(), Map.of());
  }

  private static void join(CompletableFuture<Void> done) throws Exception {
    done.get(60, TimeUnit.SECONDS);
  }
}
