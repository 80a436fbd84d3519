package dev.fleetprompt.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.database.DatabaseServer.Embedded;
import dev.fleetprompt.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class ServerDeathTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void poolsServeAgainAfterTheServerWasKilled() throws Exception {
    try (Embedded server = start();
        FleetDatabase database =
            FleetDatabase.open(server.owner(), PoolSizes.DEFAULT, Clock.systemUTC())) {
      assertThat(answers(database.engine())).isTrue();
      assertThat(answers(database.identity())).isTrue();
      long killed = server.server().pid();

      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      // Its backends may answer for a moment longer.
      Await.until("another server runs", LIMIT, () -> server.server().pid() != killed);
      awaitAnswer(database.engine());
      awaitAnswer(database.identity());
    }
  }

  private static Embedded start() throws IOException {
    Path home = Path.of("target", "test-homes", "death").toAbsolutePath();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    return (Embedded) DatabaseServer.embedded(home, OptionalInt.empty(), Map.of());
  }

  private static void awaitAnswer(Database database) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!answers(database)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private static boolean answers(Database database) {
    try {
      return database.sql().sql("select 1").query(Integer.class).single() == 1;
    } catch (DataAccessException e) {
      return false;
    }
  }
}
