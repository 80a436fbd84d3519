package dev.fleetprompt.platform.packages.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.directives.Completion;
import dev.fleetprompt.platform.directives.DirectiveEnd;
import dev.fleetprompt.platform.directives.DirectiveName;
import dev.fleetprompt.platform.directives.DirectiveType;
import dev.fleetprompt.platform.directives.FinalFailureException;
import dev.fleetprompt.platform.directives.Repeat;
import dev.fleetprompt.platform.directives.Summary;
import dev.fleetprompt.platform.directives.Undo;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code package.uninstall}: takes away what starts an installation's runs. Runs under way end;
 * definitions and history stay.
 */
public final class UninstallPackage
    implements DirectiveType<UninstallPackage.Params, UninstallPackage.Result> {

  static final String NAME = "package.uninstall";

  private final UninstallPlans plans;
  private final Installations installations;
  private final Provisioning provisioning;
  private final Transition transition;

  UninstallPackage(
      UninstallPlans plans,
      Installations installations,
      Provisioning provisioning,
      Transition transition) {
    this.plans = plans;
    this.installations = installations;
    this.provisioning = provisioning;
    this.transition = transition;
  }

  /**
   * What to uninstall.
   *
   * @param plan the hash of the plan that was shown
   * @param name the package's name, for people
   */
  public record Params(
      UUID installation, String plan, @JsonProperty("package") Optional<String> name) {}

  /** What was taken away, as {@code kind name}. */
  public record Result(UUID installation, List<String> removed) {}

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
    return List.of("installation", "plan");
  }

  @Override
  public Summary summary(TenantId tenant, Params params) {
    return Summary.of(
        "Uninstall "
            + installations
                .find(tenant, params.installation())
                .map(found -> found.name() + " " + found.version())
                .orElse("the installation " + params.installation()));
  }

  @Override
  public Completion<Result> perform(Params params, Attempt attempt) throws FinalFailureException {
    Installation installation = transition.find(attempt, params.installation());
    Status before = installation.status();
    if (before != Status.INSTALLED && before != Status.DISABLED && before != Status.UNINSTALLING) {
      throw new FinalFailureException(
          Code.NOT_INSTALLED.text(),
          "%s is %s; there is nothing to uninstall.".formatted(installation.name(), before.text()));
    }
    transition.begin(
        attempt, installation, Set.of(before), Status.UNINSTALLING, "package.uninstall.started");
    try {
      return complete(params, attempt, installation);
    } catch (PackageException impossible) {
      throw new FinalFailureException(impossible.code().text(), impossible.reason());
    }
  }

  @Override
  public List<Change> ended(Params params, DirectiveEnd end) {
    return transition.ended(
        end,
        new EndInstallation.Restore(
            params.installation(),
            end.directive(),
            end.actor(),
            new Installation.Error(end.code(), end.message()),
            end.at()),
        "package.uninstall.failed",
        params.name());
  }

  private Completion<Result> complete(Params params, Attempt attempt, Installation installation) {
    var plan = plans.plan(installation);
    if (!plan.hash().equals(params.plan())) {
      throw new PackageException(
          Code.PLAN_OUTDATED,
          "What the plan was made from has changed since. Make a new plan, look at it, and uninstall again.");
    }
    var resources = installations.resources(installation.tenant(), installation.id());
    List<Change> changes = new ArrayList<>(provisioning.withdraw(installation, resources));
    changes.add(new InstallationChange.Withdraw(installation.id(), transition.clock().instant()));
    changes.add(
        transition.move(
            attempt,
            installation,
            Set.of(Status.UNINSTALLING),
            Status.UNINSTALLED,
            Optional.empty()));
    changes.add(transition.fact(attempt, installation, "package.uninstall.completed"));
    return Completion.of(
        new Result(installation.id(), plan.removes()), changes.toArray(Change[]::new));
  }
}
