package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists signals and runs. */
@Component
final class Listings {
  private final Directory directory;
  private final Signals signals;
  private final Executions executions;

  Listings(Directory directory, Signals signals, Executions executions) {
    this.directory = directory;
    this.signals = signals;
    this.executions = executions;
  }

  ExitCode perform(Request.ListSignals request, Console console) {
    Organization organization = directory.require(request.organization());
    SignalQuery newest = SignalQuery.newest(request.size()).forAdmins();
    List<Signal> page =
        signals.page(organization.id(), request.family().map(newest::ofFamily).orElse(newest));
    if (page.isEmpty()) {
      console.say("No signal yet.");
      return ExitCode.DONE;
    }
    LocalTimes times = new LocalTimes(organization.zone());
    TextTable table = new TextTable("TIME", "TYPE", "ABOUT", "BELONGS TO");
    for (Signal signal : page) {
      table.add(
          times.of(signal.time()),
          signal.type().value(),
          signal.subject().orElse("-"),
          belongsTo(signal));
    }
    console.say(table.toString());
    console.say("Times are in " + organization.zone() + ".");
    return ExitCode.DONE;
  }

  ExitCode perform(Request.ListRuns request, Console console) {
    Organization organization = directory.require(request.organization());
    List<Execution> page =
        executions.page(organization.id(), Executions.Query.newest(request.size()));
    if (page.isEmpty()) {
      console.say("No run yet.");
      return ExitCode.DONE;
    }
    LocalTimes times = new LocalTimes(organization.zone());
    TextTable table = new TextTable("QUEUED", "STATE", "TOOK", "WORKFLOW", "RUN", "NOTE");
    for (Execution run : page) {
      table.add(
          times.of(run.createdAt()),
          run.status().text(),
          run.endedAt().map(end -> took(Duration.between(run.createdAt(), end))).orElse("-"),
          run.workflow(),
          run.id().toString(),
          run.error().map(Failures::of).orElse(""));
    }
    console.say(table.toString());
    console.say("Times are in " + organization.zone() + ".");
    return ExitCode.DONE;
  }

  private static String belongsTo(Signal signal) {
    boolean itself =
        signal.correlation().kind() == Link.Kind.SIGNAL
            && signal.correlation().id().equals(signal.id());
    return itself ? "-" : signal.correlation().toString();
  }

  private static String took(Duration duration) {
    return duration.toSeconds() < 100
        ? "%.1f s".formatted(duration.toMillis() / 1000.0)
        : duration.toMinutes() + " min";
  }
}
