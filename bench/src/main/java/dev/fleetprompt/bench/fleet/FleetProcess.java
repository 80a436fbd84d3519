package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.bench.process.Child;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * FleetPrompt in a process of its own, with the collector and the heap that {@code ./fleet up}
 * gives it.
 */
public final class FleetProcess implements AutoCloseable {

  /** What each process is started with. */
  public static final List<String> OPTIONS =
      List.of(
          "-Xms96m",
          "-Xmn48m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Duration STARTS = Duration.ofMinutes(2);
  private static final Duration COLLECTS = Duration.ofMinutes(1);

  private final Child child;
  private final int port;

  private FleetProcess(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** The whole application on a free loopback port; returns when it is ready. */
  public static FleetProcess server(FleetSettings settings) {
    return start("server", settings, URI.create("http://127.0.0.1:9/"));
  }

  /**
   * The platform without surfaces; returns when it is ready.
   *
   * @param receiver where {@link Tell} sends to
   */
  public static FleetProcess worker(FleetSettings settings, URI receiver) {
    return start("worker", settings, receiver);
  }

  private static FleetProcess start(String kind, FleetSettings settings, URI receiver) {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.put("BENCH_RECEIVER", receiver.toString());
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(OPTIONS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FleetMain.class.getName(), kind));
    Path log = settings.home().resolve("%s-%d.log".formatted(kind, System.nanoTime()));
    Child child =
        Child.start(
            "FleetPrompt's " + kind, command, environment, Path.of("").toAbsolutePath(), log);
    boolean ready = false;
    try {
      String[] words = child.answer(STARTS).split(" ", -1);
      FleetProcess process = new FleetProcess(child, Integer.parseInt(words[1]));
      ready = true;
      return process;
    } finally {
      if (!ready) {
        child.kill();
      }
    }
  }

  public long pid() {
    return child.pid();
  }

  /** What the process calls itself in {@code fleet.node}. */
  public String nodeName() {
    return "pid " + child.pid();
  }

  /** Where it serves. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** MiB in use after a collection. */
  public double heap() {
    return Long.parseLong(child.ask("heap", COLLECTS)) / (double) (1 << 20);
  }

  /** As {@code kill -9} does; returns when the process is gone. */
  public void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
