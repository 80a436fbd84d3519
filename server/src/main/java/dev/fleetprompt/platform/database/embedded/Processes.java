package dev.fleetprompt.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the system knows about running processes. */
final class Processes {
  private static final Path PROC = Path.of("/proc");
  private static final long POLL_NANOS = 10_000_000;

  private Processes() {}

  /**
   * Whether {@code pid} is a living PostgreSQL server on {@code data}; a zombie or a stranger is
   * not.
   */
  static boolean isServerOf(long pid, Path data) {
    try {
      Path process = PROC.resolve(Long.toString(pid));
      String[] words =
          new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
              .split("\0");
      return words[0].endsWith("/postgres")
          && Arrays.asList(words).contains(data.toString())
          && !isZombie(process);
    } catch (IOException e) {
      return false;
    }
  }

  /** The living processes whose working folder is {@code folder}: a server and all its children. */
  static List<Long> workingIn(Path folder) {
    try (Stream<Path> all = Files.list(PROC)) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> worksIn(process, folder))
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Sends a signal by the shell's own command, as small systems have no other. */
  static void signal(String name, long pid) {
    new Command(List.of(), "sh", "-c", "kill -\"$0\" \"$1\"", name, Long.toString(pid)).run();
  }

  /**
   * Waits until {@code condition} holds, at most {@code limit}; says whether it does. It looks
   * again every 10 ms, because another process wakes nobody.
   */
  static boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return true;
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isZombie(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    return stat.startsWith(") Z", stat.lastIndexOf(')'));
  }
}
