package dev.fleetprompt.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The time that processes have computed, from Linux's {@code /proc}: in seconds, to a hundredth.
 *
 * <p>A process's own time, or with that of its children: both those that live and those that it has
 * waited for, so that a server's short-lived workers count too.
 */
public final class Cpu {

  /** The kernel reports in hundredths of a second, whatever its own clock does. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int WAITED_USER = 13;
  private static final int WAITED_SYSTEM = 14;

  private Cpu() {}

  /** Of one process alone. */
  public static double seconds(long pid) {
    return ticks(pid, USER, SYSTEM) / TICKS_PER_SECOND;
  }

  /** Of a process and its children. */
  public static double secondsOfFamily(long pid) {
    double own = ticks(pid, USER, SYSTEM, WAITED_USER, WAITED_SYSTEM);
    try (Stream<ProcessHandle> children = ProcessHandle.of(pid).orElseThrow().children()) {
      own += children.mapToDouble(child -> ticks(child.pid(), USER, SYSTEM)).sum();
    }
    return own / TICKS_PER_SECOND;
  }

  /** Zero for a process that has just gone: its parent's time includes it. */
  private static double ticks(long pid, int... fields) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // Behind the name, which is in parentheses and may hold anything, the third field comes
      // first.
      String[] values = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      double sum = 0;
      for (int field : fields) {
        sum += Long.parseLong(values[field]);
      }
      return sum;
    } catch (IOException e) {
      return 0;
    }
  }
}
