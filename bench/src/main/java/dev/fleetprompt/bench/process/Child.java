package dev.fleetprompt.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that takes commands, one a line, and answers in lines that begin with {@value #ANSWER};
 * what else it prints goes to its log. It ends when its input does, so none outlives this process.
 */
public final class Child implements AutoCloseable {

  static final String ANSWER = "> ";

  private static final String END = "";
  private static final Duration ENDS = Duration.ofSeconds(10);
  private static final int SHOWN = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final BufferedWriter commands;
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a process; returns at once.
   *
   * @param name for messages
   * @param environment added to this process's own
   * @param folder where it works
   * @param log the file for what it prints
   */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path folder, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Child child = new Child(name, builder.start(), log);
      Thread.ofPlatform().name("log of " + name).daemon(true).start(child::keepLog);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Gives a command and returns what is answered, without waiting for more than {@code limit}. */
  public String ask(String command, Duration limit) {
    tell(command);
    return answer(limit);
  }

  /** Gives a command. */
  public void tell(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw failed("took no command");
    }
  }

  /** The next answer. */
  public String answer(Duration limit) {
    try {
      @Nullable String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw failed("did not answer within " + limit.toSeconds() + " s");
      }
      if (line.equals(END)) {
        answers.add(END);
        throw failed("ended");
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9} does; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends its input, gives it some seconds to leave in order, then ends it. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      // It is gone already.
    }
    try {
      if (!process.waitFor(ENDS.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void keepLog() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter kept = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ANSWER)) {
          answers.add(line.substring(ANSWER.length()));
        } else {
          kept.write(line);
          kept.newLine();
          kept.flush();
        }
      }
    } catch (IOException e) {
      // The process is gone, and its log ends here.
    } finally {
      answers.add(END);
    }
  }

  private IllegalStateException failed(String how) {
    String last = "";
    try {
      List<String> lines = Files.readAllLines(log);
      last =
          String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size())).strip();
    } catch (IOException e) {
      // Then there is nothing to show.
    }
    return new IllegalStateException(
        "%s %s. The last it said:%n%s".formatted(name, how, last.isEmpty() ? "nothing" : last));
  }
}
