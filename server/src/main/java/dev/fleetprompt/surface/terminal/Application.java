package dev.fleetprompt.surface.terminal;

import dev.fleetprompt.surface.terminal.control.ControlToken;
import dev.fleetprompt.surface.terminal.control.ServerFile;
import dev.fleetprompt.surface.terminal.work.Desk;
import dev.fleetprompt.surface.terminal.work.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts the application for one request: as a server where its page is asked for, else without
 * one.
 */
final class Application {
  private final Class<?> application;
  private final Path home;
  private final Path folder;
  private final ServerFile serverFile;
  private final Console console;

  Application(
      Class<?> application, Path home, Path folder, ServerFile serverFile, Console console) {
    this.application = application;
    this.home = home;
    this.folder = folder;
    this.serverFile = serverFile;
    this.console = console;
  }

  ExitCode perform(Request request) {
    return switch (request) {
      case Request.Up(int port) -> serve(request, port);
      case Request.Demo demo when !demo.once() -> serve(request, demo.port());
      case Request.Demo demo -> once(request);
      case Request.AboutPeople about -> once(request);
      case Request.ListDirectives list -> once(request);
      case Request.ShowDirective show -> once(request);
      case Request.ResolveDirective resolve -> once(request);
      case Request.ListSignals list -> once(request);
      case Request.ListRuns list -> once(request);
      case Request.ControlRun control -> once(request);
      case Request.Retention retention -> once(request);
      case Request.RotateKeys rotate -> once(request);
      case Request.LintPackage lint -> once(request);
      case Request.Doctor doctor -> once(request);
    };
  }

  private ExitCode once(Request request) {
    try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, 0)) {
      return context.getBean(Desk.class).perform(request, folder, console);
    } catch (RuntimeException failed) {
      return explain(failed);
    }
  }

  private ExitCode serve(Request request, int port) {
    if (isTaken(port)) {
      return portInUse(port);
    }
    CountDownLatch closed = new CountDownLatch(1);
    try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, port)) {
      context.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
      int served = context.getBean(LocalServer.class).port().orElseThrow();
      serverFile.write(
          new ServerFile.Server(
              ProcessHandle.current().pid(), served, context.getBean(ControlToken.class).reveal()));
      ExitCode exit = context.getBean(Desk.class).perform(request, folder, console);
      if (exit == ExitCode.DONE) {
        console.say("It runs until you press Ctrl-C.");
        closed.await();
      }
      return exit;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    } catch (IOException | RuntimeException failed) {
      return explain(failed);
    } finally {
      serverFile.remove();
    }
  }

  private ConfigurableApplicationContext start(WebApplicationType type, int port) {
    return new SpringApplicationBuilder(application)
        .profiles("operator")
        .web(type)
        .properties(Map.of("server.port", port, "FLEET_HOME", home.toString()))
        .run();
  }

  private ExitCode explain(Exception failed) {
    if (Trouble.causeOf(failed, PortInUseException.class).isPresent()) {
      return portInUse(Trouble.causeOf(failed, PortInUseException.class).get().getPort());
    }
    LoggerFactory.getLogger(Application.class).error("The command failed", failed);
    console.warn(Trouble.inWords(failed, home));
    return ExitCode.FAILED;
  }

  private ExitCode portInUse(int port) {
    console.warn(
        "Port %d of this machine is in use by another program. Stop that program, or choose another port: --port %d, or --port 0 for a free one."
            .formatted(port, port + 1));
    return ExitCode.FAILED;
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException taken) {
      return true;
    }
  }
}
