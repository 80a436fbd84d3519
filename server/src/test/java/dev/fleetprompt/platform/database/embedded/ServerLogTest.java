package dev.fleetprompt.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @Test
  void aLongLogMakesRoomAndOneGenerationStays(@TempDir Path home) throws IOException {
    ServerLog log = ServerLog.in(home);
    Files.writeString(log.file(), "x".repeat((10 << 20) + 1));

    log.rotate();

    assertThat(log.file()).isEmptyFile();
    assertThat(home.resolve("log/postgres.log.1")).hasSize((10 << 20) + 1);
  }

  @Test
  void theTailIsTheLastTwentyLines(@TempDir Path home) throws IOException {
    ServerLog log = ServerLog.in(home);
    Files.writeString(log.file(), "old\n".repeat(10_000) + "new\n".repeat(20));

    assertThat(log.tail()).isEqualTo("new\n".repeat(20).strip());
  }
}
