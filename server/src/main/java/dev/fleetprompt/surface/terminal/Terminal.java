package dev.fleetprompt.surface.terminal;

import dev.fleetprompt.surface.terminal.control.RunningServer;
import dev.fleetprompt.surface.terminal.control.ServerFile;
import dev.fleetprompt.surface.terminal.options.Typed;
import dev.fleetprompt.surface.terminal.work.HomeCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Everything that {@code ./fleet} leaves to the application. */
public final class Terminal {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

  private final Class<?> application;
  private final Console console;
  private final Path home;
  private final boolean ownDatabase;
  private final Path folder;

  private Terminal(Class<?> application, Console console, Map<String, String> environment) {
    this.application = application;
    this.console = console;
    this.folder = Path.of("").toAbsolutePath();
    this.home = folder.resolve(environment.getOrDefault("FLEET_HOME", ".fleet")).normalize();
    this.ownDatabase = environment.getOrDefault("FLEET_DATABASE_URL", "").isBlank();
  }

  /**
   * Carries out one command line, in this process or in the one that holds the same home.
   *
   * @param application the class that Spring starts from
   * @return the exit code of the process
   */
  public static int run(Class<?> application, String... arguments) {
    Console console = new Printed(System.out, System.err);
    Terminal terminal = new Terminal(application, console, System.getenv());
    return switch (Typed.of(arguments)) {
      case Typed.Understood(Request request) -> terminal.perform(request, List.of(arguments));
      case Typed.Help(String text) -> {
        console.say(text);
        yield ExitCode.DONE.number();
      }
      case Typed.Misused(String message) -> {
        console.warn(message);
        yield ExitCode.MISUSED.number();
      }
    };
  }

  private int perform(Request request, List<String> arguments) {
    ServerFile file = new ServerFile(home);
    Optional<ServerFile.Server> server = ownDatabase ? file.running() : Optional.empty();
    if (server.isPresent()) {
      try {
        OptionalInt exit =
            new RunningServer(server.get()).perform(folder, complete(request, arguments), console);
        if (exit.isPresent()) {
          return exit.getAsInt();
        }
      } catch (IOException e) {
        console.warn(
            "The server that holds %s (%s) does not answer: %s. './fleet doctor' says more; nothing is lost."
                .formatted(home, server.get(), e.getMessage()));
        return ExitCode.FAILED.number();
      }
    }
    Optional<String> unusable = HomeCheck.problem(home);
    if (unusable.isPresent()) {
      console.warn(unusable.get());
      return ExitCode.FAILED.number();
    }
    return new Application(application, home, folder, file, console).perform(request).number();
  }

  /** With what came by the environment of this process, which the other one does not see. */
  private static List<String> complete(Request request, List<String> arguments) {
    if (request instanceof Request.Demo demo
        && demo.webhook().isPresent()
        && arguments.stream().noneMatch(argument -> argument.startsWith("--mattermost"))) {
      List<String> all = new ArrayList<>(arguments);
      all.add("--mattermost=" + demo.webhook().get());
      return all;
    }
    return arguments;
  }

  /** Signals hold text of strangers: what would steer the terminal is left out. */
  private static String harmless(String text) {
    return CONTROLS.matcher(text).replaceAll("�");
  }

  private record Printed(PrintStream out, PrintStream err) implements Console {
    @Override
    public void say(String text) {
      out.println(harmless(text));
      out.flush();
    }

    @Override
    public void warn(String text) {
      out.flush();
      err.println(harmless(text));
      err.flush();
    }
  }
}
