package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalFigures;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.work.LocalTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells what led to what: the installation's signals and directives, then the run's. */
@Component
final class Trails {
  private static final int MOST_DIRECTIVES = 100;

  private final Signals signals;
  private final SignalFigures figures;
  private final Directives directives;
  private final Installations installations;

  Trails(
      Signals signals, SignalFigures figures, Directives directives, Installations installations) {
    this.signals = signals;
    this.figures = figures;
    this.directives = directives;
    this.installations = installations;
  }

  void tell(
      Organization organization,
      Installation installation,
      Execution run,
      Console console,
      DemoReport report) {
    List<Signal> trail = trail(organization, installation, run);
    List<Directive> involved = involved(organization, installation, run);
    report.trail(trail);
    report.directives(involved);
    LocalTimes times = new LocalTimes(organization.zone());
    console.say("\n%s", Rule.titled("What happened, in " + organization.zone()));
    for (Signal signal : trail) {
      console.say(
          "%s  %-32s %s", times.fine(signal.recordedAt()), signal.type(), Sentence.of(signal));
    }
    console.say("\n%s", Rule.titled("Directives"));
    for (Directive directive : involved) {
      console.say(
          "%-17s %-10s %s  %s",
          directive.type(),
          directive.state().text().replace('_', ' '),
          directive.id(),
          directive.attempts() == 1 ? "1 attempt" : directive.attempts() + " attempts");
    }
    console.say("");
    console.say("Cost           %s", cost(run));
    firstValue(organization)
        .ifPresent(time -> {
          report.firstValue(time);
          console.say(
              "First value    %.1f s after the organization was created", time.toMillis() / 1000.0);
        });
  }

  private List<Signal> trail(Organization organization, Installation installation, Execution run) {
    Map<UUID, Signal> found = new LinkedHashMap<>();
    List<Link> correlations = new ArrayList<>();
    installDirective(organization, installation).map(Link::directive).ifPresent(correlations::add);
    correlations.add(run.correlation());
    correlations.add(Link.run(run.id()));
    for (Link correlation : correlations) {
      signals
          .trail(organization.id(), correlation)
          .forEach(signal -> found.putIfAbsent(signal.id(), signal));
    }
    return found.values().stream().sorted(Comparator.comparing(Signal::id)).toList();
  }

  private List<Directive> involved(
      Organization organization, Installation installation, Execution run) {
    List<Directive> involved = new ArrayList<>();
    installDirective(organization, installation)
        .flatMap(id -> directives.find(organization.id(), id))
        .ifPresent(involved::add);
    involved.addAll(
        directives
            .page(organization.id(), DirectiveQuery.newest(MOST_DIRECTIVES).ofRun(run.id()))
            .reversed());
    return involved;
  }

  private Optional<UUID> installDirective(Organization organization, Installation installation) {
    return installations.history(organization.id(), installation.id()).stream()
        .findFirst()
        .map(Installations.Move::directive);
  }

  private Optional<Duration> firstValue(Organization organization) {
    return figures
        .first(organization.id(), "value")
        .map(signal -> Duration.between(organization.createdAt(), signal.recordedAt()));
  }

  private static String cost(Execution run) {
    var cost = run.output().map(output -> output.path("figures").path("cost"));
    long calls = cost.map(found -> found.path("calls").asLong(0)).orElse(0L);
    return calls == 0 ? "nothing: no model was called" : calls + " model calls";
  }
}
