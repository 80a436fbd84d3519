package dev.fleetprompt.surface.web.installed;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.InstalledPackages;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.packages.WorkflowText;
import dev.fleetprompt.platform.triggers.Schedules;
import dev.fleetprompt.surface.web.marketplace.ConnectionChoices;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shapes installations for their pages. */
@Component
final class InstallationView {

  private static final int SHOWN_RUNS = 5;
  private static final String DIGEST = "value.digest.posted";

  private final InstalledPackages installed;
  private final PackageRegistry registry;
  private final UninstallPlans uninstallPlans;
  private final Executions executions;
  private final ConnectionChoices connections;
  private final ActorNames names;

  InstallationView(
      InstalledPackages installed,
      PackageRegistry registry,
      UninstallPlans uninstallPlans,
      Executions executions,
      ConnectionChoices connections,
      ActorNames names) {
    this.installed = installed;
    this.registry = registry;
    this.uninstallPlans = uninstallPlans;
    this.executions = executions;
    this.connections = connections;
    this.names = names;
  }

  /** A run in short. */
  record Run(UUID id, String workflow, String status, String origin, Instant at) {}

  record Row(
      UUID id,
      String name,
      String title,
      String version,
      String status,
      @Nullable String error,
      Instant changed,
      @Nullable Run lastRun,
      @Nullable Instant nextRun) {}

  /** A workflow that people may start. */
  record Startable(
      String workflow,
      String title,
      String summary,
      boolean preview,
      @Nullable Integer starts,
      @Nullable Long perSeconds) {}

  /** When it starts by itself. */
  record Upcoming(
      String name, String workflow, String zone, boolean enabled, @Nullable Instant next) {}

  /** One step of its life. */
  record Step(
      int number, String status, UUID directive, String by, @Nullable String reason, Instant at) {}

  /** What it created. */
  record Part(String kind, String name, Instant created, @Nullable Instant removed) {}

  /**
   * A change that is under way, waits or came to nothing.
   *
   * @param failure why it failed
   */
  record Change(UUID id, String type, String state, @Nullable String failure) {}

  record ShowPage(
      Row installation,
      String summary,
      JsonNode configuration,
      int configurationVersion,
      JsonNode schema,
      List<ConnectionChoices.Choice> connections,
      List<Startable> startable,
      List<Upcoming> schedules,
      List<Run> runs,
      List<Part> parts,
      List<Step> history,
      List<String> removes,
      @Nullable Change change,
      boolean digests) {}

  static Row row(InstalledPackages.Entry entry) {
    Installation installation = entry.installation();
    return new Row(
        installation.id(),
        installation.name().toString(),
        entry.title(),
        installation.version().toString(),
        installation.status().text(),
        installation.error().map(Installation.Error::message).orElse(null),
        installation.changedAt(),
        entry
            .lastRun()
            .map(run ->
                new Run(
                    run.run(), run.workflow(), run.status().text(), run.origin(), run.createdAt()))
            .orElse(null),
        entry.nextRun().orElse(null));
  }

  ShowPage of(SignedIn who, InstalledPackages.Details details) {
    Installation installation = details.entry().installation();
    InstalledPackages.History history = installed.history(who.tenant(), installation.id());
    ActorNames.Known known = names.of(who);
    var manifest =
        registry
            .find(installation.name(), installation.version())
            .map(version -> version.manifest());
    return new ShowPage(
        row(details.entry()),
        manifest.map(one -> one.summary()).orElse(""),
        installation.configuration(),
        installation.configurationVersion(),
        details.configuration(),
        connections.of(who.tenant()),
        details.workflows().stream()
            .filter(WorkflowText::startable)
            .map(InstallationView::startable)
            .toList(),
        details.schedules().stream().map(InstallationView::upcoming).toList(),
        runs(installation),
        details.resources().stream()
            .map(part ->
                new Part(
                    part.kind().text(),
                    part.name(),
                    part.createdAt(),
                    part.removedAt().orElse(null)))
            .toList(),
        history.steps().stream()
            .sorted(Comparator.comparingInt(Installations.Move::number).reversed())
            .map(move -> step(move, known))
            .toList(),
        uninstallPlans.plan(installation).removes(),
        change(history.directives()).orElse(null),
        manifest.filter(one -> one.signals().contains(DIGEST)).isPresent());
  }

  /** The newest change, while it has not come about. */
  private static Optional<Change> change(List<Directive> directives) {
    return directives.stream()
        .filter(directive -> directive.type().value().startsWith("package."))
        .max(Comparator.comparing(directive -> directive.id().toString()))
        .filter(directive -> directive.state() != DirectiveState.COMPLETED)
        .map(directive ->
            new Change(
                directive.id(),
                directive.type().value(),
                directive.state().text(),
                directive.failure().map(Failure::message).orElse(null)));
  }

  private static Step step(Installations.Move move, ActorNames.Known known) {
    return new Step(
        move.number(),
        move.status().text(),
        move.directive(),
        known.of(move.actor()),
        move.reason().orElse(null),
        move.at());
  }

  private List<Run> runs(Installation installation) {
    return executions
        .page(
            installation.tenant(),
            new Executions.Query(
                Optional.empty(), Optional.of(installation.id()), Optional.empty(), SHOWN_RUNS))
        .stream()
        .map(InstallationView::run)
        .toList();
  }

  private static Run run(Execution run) {
    return new Run(run.id(), run.workflow(), run.status().text(), run.origin(), run.createdAt());
  }

  private static Startable startable(WorkflowText workflow) {
    return new Startable(
        workflow.name(),
        workflow.title(),
        workflow.summary(),
        workflow.preview(),
        workflow.limit().map(limit -> limit.starts()).orElse(null),
        workflow.limit().map(limit -> limit.per().toSeconds()).orElse(null));
  }

  private static Upcoming upcoming(Schedules.Upcoming one) {
    return new Upcoming(
        one.name(), one.workflow(), one.zone().getId(), one.enabled(), one.next().orElse(null));
  }
}
