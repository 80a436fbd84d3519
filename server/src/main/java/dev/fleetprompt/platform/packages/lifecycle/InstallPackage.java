package dev.fleetprompt.platform.packages.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.AttemptFailedException;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveEnd;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.RetryableFailureException;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code package.install}: carries out a plan. The installation has the directive's id; everything
 * it creates is committed together with the directive's completion, or not at all.
 */
public final class InstallPackage
    implements DirectiveType<InstallPackage.Params, InstallPackage.Result> {

  static final String NAME = "package.install";

  private final InstallPlans plans;
  private final PackageRegistry registry;
  private final Provisioning provisioning;
  private final Transition transition;

  InstallPackage(
      InstallPlans plans,
      PackageRegistry registry,
      Provisioning provisioning,
      Transition transition) {
    this.plans = plans;
    this.registry = registry;
    this.provisioning = provisioning;
    this.transition = transition;
  }

  /**
   * What to install.
   *
   * @param configuration complete
   * @param plan the hash of the plan that was shown
   */
  public record Params(
      @JsonProperty("package") String name,
      String version,
      String digest,
      int generation,
      ObjectNode configuration,
      String plan) {}

  /** What came about. */
  public record Result(UUID installation, List<String> workflows) {}

  @Override
  public DirectiveName name() {
    return new DirectiveName(NAME);
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Class<Result> result() {
    return Result.class;
  }

  @Override
  public Repeat repeat() {
    return Repeat.SAFE;
  }

  @Override
  public Undo undo() {
    return Undo.COMPENSABLE;
  }

  @Override
  public List<String> keyFields() {
    return List.of("package", "version", "digest", "generation", "plan");
  }

  @Override
  public Summary summary(TenantId tenant, Params params) {
    return Summary.of("Install %s %s".formatted(params.name(), params.version()))
        .showing(
            Summary.Form.JSON,
            "its configuration",
            Optional.empty(),
            ExactJson.write(params.configuration()));
  }

  @Override
  public Completion<Result> perform(Params params, Attempt attempt) throws AttemptFailedException {
    Installation installation = transition.find(attempt, attempt.directive());
    transition.begin(
        attempt,
        installation,
        Set.of(Status.QUEUED, Status.INSTALLING),
        Status.INSTALLING,
        "package.install.started");
    try {
      InstallPlan plan = plan(params, installation);
      List<Change> heard = provisioning.listen(installation, plan);
      if (!heard.isEmpty()) {
        transition.commit(attempt, heard);
      }
      if (!provisioning.settle(plan)) {
        throw new RetryableFailureException(
            "signals_unsettled",
            "A transaction of another session has been open for long, and might state a signal that the package waits for; it is tried again.");
      }
      return complete(attempt, installation, plan);
    } catch (PackageException impossible) {
      throw new FinalFailureException(impossible.code().text(), impossible.reason());
    }
  }

  @Override
  public List<Change> ended(Params params, DirectiveEnd end) {
    List<Change> changes = new ArrayList<>(provisioning.deafen(end.directive()));
    changes.addAll(
        transition.ended(
            end,
            new EndInstallation.Fail(
                end.directive(),
                end.directive(),
                end.actor(),
                new Installation.Error(end.code(), end.message()),
                end.at()),
            "package.install.failed",
            Optional.of(params.name())));
    return changes;
  }

  private InstallPlan plan(Params params, Installation installation) {
    InstallPlan plan = plans.again(installation);
    if (!plan.hash().equals(params.plan())) {
      throw new PackageException(
          Code.PLAN_OUTDATED,
          "What the plan was made from has changed since. Make a new plan, look at it, and install again.");
    }
    return plan;
  }

  private Completion<Result> complete(
      Attempt attempt, Installation installation, InstallPlan plan) {
    PackageVersion version =
        registry
            .find(plan.name(), plan.version())
            .orElseThrow(() -> new PackageException(Code.PACKAGE_UNKNOWN, "The package is gone."));
    List<Change> changes = new ArrayList<>(provisioning.deafen(installation.id()));
    for (Provisioning.Part part : provisioning.create(installation, version, plan)) {
      changes.addAll(part.changes());
      changes.add(
          new InstallationChange.Provide(
              installation.id(),
              part.kind(),
              part.name(),
              part.id(),
              part.template(),
              transition.clock().instant()));
    }
    changes.add(
        transition.move(
            attempt, installation, Set.of(Status.INSTALLING), Status.INSTALLED, Optional.empty()));
    changes.add(transition.fact(attempt, installation, "package.install.completed"));
    return Completion.of(
        new Result(installation.id(), plan.workflows()), changes.toArray(Change[]::new));
  }
}
