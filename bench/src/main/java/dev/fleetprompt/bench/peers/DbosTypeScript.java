package dev.fleetprompt.bench.peers;

import dev.fleetprompt.bench.process.Child;
import dev.fleetprompt.platform.database.ServerLogin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** DBOS Transact for TypeScript in a process of Node.js; {@code dbos.mjs} says how it is set. */
public final class DbosTypeScript implements AutoCloseable {

  private static final Duration STARTS = Duration.ofMinutes(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Child child;
  private final String version;

  public DbosTypeScript(NodePackages packages, ServerLogin login, Path folder) throws IOException {
    child =
        packages.start(
            "DBOS Transact for TypeScript",
            "dbos.mjs",
            List.of(),
            login,
            folder.resolve("dbos-typescript.log"));
    version = child.answer(STARTS);
  }

  public String name() {
    return "DBOS Transact for TypeScript " + version;
  }

  /** Runs so many workflows of three steps; nanoseconds until all have ended durably. */
  public long run(int workflows) {
    long began = System.nanoTime();
    child.ask("run " + workflows, LIMIT);
    return System.nanoTime() - began;
  }

  @Override
  public void close() {
    child.close();
  }
}
