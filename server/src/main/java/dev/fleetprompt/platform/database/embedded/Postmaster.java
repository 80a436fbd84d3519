package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.StartFailed;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One running server process, our direct child. */
final class Postmaster {
  /**
   * Recovery after a crash replays at most what {@code max_wal_size} allows; this is far above it.
   */
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration QUIT_LIMIT = Duration.ofSeconds(10);

  /** What nobody may change: an acknowledged commit survives, and only loopback TCP leads in. */
  private static final Map<String, String> FIXED =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "password_encryption", "scram-sha-256");

  /** What suits a server that shares a small machine with the application. */
  private static final Map<String, String> TUNED =
      Map.ofEntries(
          Map.entry("recovery_init_sync_method", "syncfs"),
          Map.entry("shared_buffers", "128MB"),
          Map.entry("max_connections", "100"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("log_checkpoints", "off"),
          // Neither statements nor the values in a constraint's complaint belong into a log.
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("log_error_verbosity", "terse"));

  private final Process process;
  private final Path data;

  private Postmaster(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  /** Starts the server on {@code data}, on which nobody else works, and returns at once. */
  static Postmaster launch(
      Binaries binaries,
      OsAccount account,
      Path data,
      int port,
      Map<String, String> tuning,
      ServerLog log) {
    List<String> words = new ArrayList<>();
    // A session of its own: Ctrl-C in our terminal must reach the application only, which then
    // stops the server.
    words.add("setsid");
    words.addAll(account.prefix());
    words.addAll(
        List.of(binaries.program("postgres").toString(), "-D", data.toString(), "-p", "" + port));
    settings(tuning).forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.file().toFile()))
            .directory(Path.of("/").toFile());
    Command.clearEnvironment(builder.environment());
    try {
      return new Postmaster(builder.start(), data);
    } catch (IOException e) {
      throw new HomeUnusable(
          "the database server cannot be started: %s. It needs the programs setsid and setpriv of util-linux, and a folder that is not mounted noexec."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Waits until connections are accepted. */
  void awaitReady(ServerLog log) throws InterruptedException {
    boolean decided = Processes.await(READY_LIMIT, () -> isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new StartFailed("the server ended with code " + process.exitValue() + ".", log.tail());
    }
    if (!decided) {
      throw new StartFailed("the server was not ready within " + READY_LIMIT + ".", log.tail());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Waits at most {@code limit} for the process to end by itself; says whether it did. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Ends sessions and stops cleanly; a server that takes too long is cut, which it recovers from.
   */
  void stop() throws InterruptedException {
    if (process.isAlive()) {
      Processes.signal("INT", process.pid());
      if (!endsWithin(STOP_LIMIT)) {
        Processes.signal("QUIT", process.pid());
        if (!endsWithin(QUIT_LIMIT)) {
          process.destroyForcibly().waitFor();
        }
      }
    }
  }

  private boolean isReady() {
    Optional<PidFile> file = PidFile.read(data);
    return file.isPresent() && file.get().pid() == process.pid() && file.get().ready();
  }

  private static Map<String, String> settings(Map<String, String> tuning) {
    Map<String, String> all = new TreeMap<>(TUNED);
    all.putAll(tuning);
    if (tuning.keySet().stream().anyMatch(FIXED::containsKey)) {
      throw new IllegalArgumentException("these settings cannot be changed: " + FIXED.keySet());
    }
    all.putAll(FIXED);
    return all;
  }
}
