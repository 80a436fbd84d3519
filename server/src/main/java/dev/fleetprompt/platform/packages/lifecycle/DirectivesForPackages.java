package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.directives.DirectiveRequest;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.RequestDirective;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.packages.ConfigurationPlan;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.UninstallPlan;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for directives of the types in this package. */
public final class DirectivesForPackages implements PackageChanges {

  private final Directives directives;
  private final Installations installations;
  private final Commits commits;
  private final Clock clock;

  public DirectivesForPackages(
      Directives directives, Installations installations, Commits commits, Clock clock) {
    this.directives = directives;
    this.installations = installations;
    this.commits = commits;
    this.clock = clock;
  }

  @Override
  public Requested install(TenantId tenant, InstallPlan plan, Actor by, String reason) {
    InstallPackage.Params params =
        new InstallPackage.Params(
            plan.name().toString(),
            plan.version().toString(),
            plan.digest(),
            plan.generation(),
            (ObjectNode) plan.configuration(),
            plan.hash());
    RequestDirective request =
        directives.prepare(
            tenant,
            DirectiveRequest.of(
                    InstallPackage.NAME,
                    ExactJson.node(params),
                    "install:" + plan.name() + ":" + plan.generation(),
                    reason,
                    new Requester(by, Optional.empty()))
                .announcing(id ->
                    LifecycleFacts.requested(id, id, "install", plan.name(), plan.version(), by)));
    commits.commit(
        new UnitOfWork(tenant)
            .add(request)
            .add(
                new InstallationChange.Queue(
                    request.id(),
                    plan.name(),
                    plan.version(),
                    plan.digest(),
                    plan.generation(),
                    plan.configuration(),
                    by,
                    clock.instant())));
    return switch (request.outcome()) {
      case RequestDirective.Outcome.Created created ->
          new Requested(created.directive(), created.directive(), false);
      case RequestDirective.Outcome.Existing existing ->
          new Requested(existing.directive(), existing.directive(), true);
      case RequestDirective.Outcome.Conflict conflict ->
          throw new PackageException(
              Code.PLAN_OUTDATED,
              "%s is being installed another way by directive %s. Look at what comes of it, then plan again."
                  .formatted(plan.name(), conflict.directive()));
    };
  }

  @Override
  public Requested uninstall(TenantId tenant, UninstallPlan plan, Actor by, String reason) {
    JsonNode params =
        ExactJson.node(
            new UninstallPackage.Params(
                plan.installation(), plan.hash(), Optional.of(plan.name().toString())));
    return request(
        tenant,
        plan.installation(),
        DirectiveRequest.of(
                UninstallPackage.NAME,
                params,
                "uninstall:" + plan.installation(),
                reason,
                new Requester(by, Optional.empty()))
            .announcing(id ->
                LifecycleFacts.requested(
                    id, plan.installation(), "uninstall", plan.name(), plan.version(), by)));
  }

  @Override
  public Requested configure(TenantId tenant, ConfigurationPlan plan, Actor by, String reason) {
    JsonNode params =
        ExactJson.node(
            new ConfigurePackage.Params(
                plan.installation(), plan.from(), (ObjectNode) plan.configuration(), plan.hash()));
    return request(
        tenant,
        plan.installation(),
        DirectiveRequest.of(
            ConfigurePackage.NAME,
            params,
            "configure:" + plan.installation() + ":" + plan.from(),
            reason,
            new Requester(by, Optional.empty())));
  }

  @Override
  public Requested enable(TenantId tenant, UUID installation, Actor by, String reason) {
    return toggle(tenant, installation, "enable", by, reason);
  }

  @Override
  public Requested disable(TenantId tenant, UUID installation, Actor by, String reason) {
    return toggle(tenant, installation, "disable", by, reason);
  }

  /** The key counts the installation's moves: what was switched off once can be again. */
  private Requested toggle(TenantId tenant, UUID id, String verb, Actor by, String reason) {
    Installation installation =
        installations
            .find(tenant, id)
            .filter(found -> found.status().startable())
            .orElseThrow(() ->
                new PackageException(
                    Code.NOT_INSTALLED,
                    "Installation "
                        + id
                        + " is not installed; look at the list of installations."));
    int moves = installations.history(tenant, installation.id()).size();
    return request(
        tenant,
        id,
        DirectiveRequest.of(
            "package." + verb,
            ExactJson.node(new SwitchPackage.Params(id)),
            verb + ":" + id + ":" + moves,
            reason,
            new Requester(by, Optional.empty())));
  }

  private Requested request(TenantId tenant, UUID installation, DirectiveRequest request) {
    Link installed = Link.directive(installation);
    return switch (directives.request(tenant, request.within(installed, Optional.empty()))) {
      case RequestDirective.Outcome.Created created ->
          new Requested(created.directive(), installation, false);
      case RequestDirective.Outcome.Existing existing ->
          new Requested(existing.directive(), installation, true);
      case RequestDirective.Outcome.Conflict conflict ->
          throw new PackageException(Code.PLAN_OUTDATED, conflict.message());
    };
  }
}
