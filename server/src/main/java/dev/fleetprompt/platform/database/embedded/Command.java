package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short-lived program, run to its end with almost nothing in its environment. */
final class Command {
  private static final long LIMIT_SECONDS = 120;

  private final List<String> words = new ArrayList<>();

  Command(List<String> prefix, String... words) {
    this.words.addAll(prefix);
    this.words.addAll(List.of(words));
  }

  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Only what a program needs to find others: no setting, and no secret, of ours reaches it. */
  static void clearEnvironment(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
  }

  Result run() {
    return run("");
  }

  /** Runs it with {@code input} on standard input; its two outputs come back as one. */
  Result run(String input) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(Path.of("/").toFile());
    clearEnvironment(builder.environment());
    try {
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(-1, output);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      return new Result(-1, "%s: %s".formatted(words.getFirst(), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HomeUnusable("interrupted while '%s' was running".formatted(words.getFirst()), e);
    }
  }
}
