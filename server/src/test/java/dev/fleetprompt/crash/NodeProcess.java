package dev.fleetprompt.crash;

import dev.fleetprompt.platform.database.ServerLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CrashNode} in a process of its own. */
final class NodeProcess implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "crash", "logs");

  private final Process process;
  private final LinkedBlockingQueue<Long> heaps = new LinkedBlockingQueue<>();

  private NodeProcess(Process process) {
    this.process = process;
  }

  /** Returns at once; the node joins some seconds later. */
  static NodeProcess start(ServerLogin login, URI receiver, String largestHeap) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + largestHeap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            CrashNode.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "FLEET_DATABASE_URL", login.jdbcUrl(),
                "FLEET_DATABASE_USER", login.user(),
                "FLEET_DATABASE_PASSWORD", login.password(),
                "FLEET_HOME", CrashPlatform.home().toString(),
                "CRASH_RECEIVER", receiver.toString()));
    builder.redirectErrorStream(true);
    try {
      Files.createDirectories(LOGS);
      NodeProcess node = new NodeProcess(builder.start());
      Thread.ofVirtual().start(node::keepLog);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the node calls itself in {@code fleet.node}. */
  String name() {
    return "pid " + process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  /** Bytes in use after a collection. */
  long heap() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).write("\n");
      process.outputWriter(StandardCharsets.UTF_8).flush();
      Long bytes = heaps.poll(20, TimeUnit.SECONDS);
      if (bytes == null) {
        throw new IllegalStateException(name() + " did not say how much memory it uses");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keepLog() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var log = Files.newBufferedWriter(LOGS.resolve(process.pid() + ".log"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CrashNode.HEAP)) {
          heaps.add(Long.valueOf(line.substring(CrashNode.HEAP.length())));
        }
        log.write(line);
        log.newLine();
        log.flush();
      }
    } catch (IOException e) {
      // The process is gone, and its log ends here.
    }
  }
}
