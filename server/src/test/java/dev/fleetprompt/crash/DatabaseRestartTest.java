package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.crash.Windows.Outcome;
import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.DatabaseServer.Embedded;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.platform.nodes.LeaseTerms;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class DatabaseRestartTest {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRestartTest.class);
  private static final int WINDOWS = 100;
  private static final int RESTARTS = 5;
  private static final Duration SETTLES = Duration.ofSeconds(60);

  private Embedded server;
  private WindowReceiver receiver;
  private ConfigurableApplicationContext platform;
  private Windows windows;

  @BeforeEach
  void start() throws Exception {
    server = server();
    receiver = WindowReceiver.start();
    platform = CrashPlatform.working(freshDatabase(), receiver.address());
    TenantId tenant =
        platform.getBean(Organizations.class).create("acme", "Acme", ZoneOffset.UTC).id();
    windows = new Windows(platform, tenant, Windows.POSTING);
  }

  @AfterEach
  void stop() {
    platform.close();
    receiver.close();
    server.close();
  }

  @Test
  void aDatabaseRestartUnderLoadLosesNothing() {
    for (int restart = 0; restart < RESTARTS; restart++) {
      int before = receiver.posts().size();
      windows.start(WINDOWS);
      int moment = WINDOWS * restart / RESTARTS;
      Await.until("work is under way", () -> receiver.posts().size() >= before + moment);
      killServer();
      Await.until("every window is settled", SETTLES, this::areSettled);
    }
    assertThatNothingWasLost();
  }

  @Test
  void aDatabaseThatIsAwayForLongerThanTheLeaseLosesNothing() {
    windows.start(WINDOWS);
    Await.until("work is under way", () -> receiver.posts().size() > 10);
    long until = System.nanoTime() + LeaseTerms.standard().lease().plusSeconds(3).toNanos();
    while (System.nanoTime() < until) {
      killServer();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    Await.until("every window is settled", SETTLES, this::areSettled);
    assertThatNothingWasLost();
  }

  private void assertThatNothingWasLost() {
    assertThat(windows.outcomes()).hasSize(windows.started()).allMatch(Outcome::isCompleted);
    assertThat(receiver.posts()).hasSize(windows.started());
    assertThat(receiver.posts().values()).allMatch(posts -> posts == 1);
  }

  private boolean areSettled() {
    try {
      return windows.areSettled();
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("The database is away: {}", e.getMessage());
      return false;
    }
  }

  private void killServer() {
    ProcessHandle.of(server.server().pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  private ServerLogin freshDatabase() throws SQLException {
    ServerLogin owner = server.owner();
    String name = "crash_" + UUID.randomUUID().toString().substring(0, 8);
    try (Connection connection =
            DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return owner.inDatabase(name);
  }

  private static Embedded server() throws IOException {
    Path home = Path.of("target", "test-homes", "crash").toAbsolutePath();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    return (Embedded) DatabaseServer.embedded(home, OptionalInt.empty(), Map.of());
  }
}
