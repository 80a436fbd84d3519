package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.packages.ConfigurationPlan;
import dev.fleetprompt.platform.packages.ConfigurationPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code package.configure}: gives an installation the next version of its configuration, and its
 * schedules and triggers with it.
 */
public final class ConfigurePackage
    implements DirectiveType<ConfigurePackage.Params, ConfigurePackage.Result> {

  static final String NAME = "package.configure";

  private final ConfigurationPlans plans;
  private final Installations installations;
  private final Provisioning provisioning;
  private final Transition transition;

  ConfigurePackage(
      ConfigurationPlans plans,
      Installations installations,
      Provisioning provisioning,
      Transition transition) {
    this.plans = plans;
    this.installations = installations;
    this.provisioning = provisioning;
    this.transition = transition;
  }

  /**
   * What to change.
   *
   * @param from the version of the configuration that the plan was made from
   * @param configuration complete
   * @param plan the hash of the plan that was shown
   */
  public record Params(UUID installation, int from, ObjectNode configuration, String plan) {}

  /** Which version of the configuration holds now. */
  public record Result(UUID installation, int version) {}

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
    return List.of("installation", "from", "plan");
  }

  @Override
  public Summary summary(TenantId tenant, Params params) {
    return Summary.of(
            "Configure "
                + installations
                    .find(tenant, params.installation())
                    .map(found -> found.name() + " " + found.version())
                    .orElse("the installation " + params.installation()))
        .showing(
            Summary.Form.JSON,
            "its configuration",
            Optional.empty(),
            ExactJson.write(params.configuration()));
  }

  @Override
  public Completion<Result> perform(Params params, Attempt attempt) throws FinalFailureException {
    Installation installation = transition.find(attempt, params.installation());
    try {
      return complete(params, attempt, installation);
    } catch (PackageException impossible) {
      throw new FinalFailureException(impossible.code().text(), impossible.reason());
    }
  }

  private Completion<Result> complete(Params params, Attempt attempt, Installation installation) {
    ConfigurationPlan plan =
        plans.plan(attempt.tenant(), installation.id(), params.from(), params.configuration());
    if (!plan.hash().equals(params.plan())) {
      throw new PackageException(
          Code.PLAN_OUTDATED,
          "What the plan was made from has changed since. Make a new plan, look at it, and configure again.");
    }
    Installation configured = installation.configured(plan.configuration());
    var resources = installations.resources(installation.tenant(), installation.id());
    List<Change> changes =
        new ArrayList<>(provisioning.configure(configured, resources, plan.schedules()));
    changes.add(
        new InstallationChange.Configure(
            installation.id(),
            installation.status(),
            plan.from(),
            plan.configuration(),
            attempt.directive(),
            Actor.PLATFORM,
            transition.clock().instant()));
    changes.add(transition.fact(attempt, configured, "package.configured"));
    return Completion.of(
        new Result(installation.id(), configured.configurationVersion()),
        changes.toArray(Change[]::new));
  }
}
