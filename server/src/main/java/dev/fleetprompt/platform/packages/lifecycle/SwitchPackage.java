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
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code package.enable} and {@code package.disable}: switch on or off what starts an
 * installation's runs by itself.
 */
public final class SwitchPackage
    implements DirectiveType<SwitchPackage.Params, SwitchPackage.Result> {

  private final boolean on;
  private final Installations installations;
  private final Provisioning provisioning;
  private final Transition transition;

  private SwitchPackage(
      boolean on, Installations installations, Provisioning provisioning, Transition transition) {
    this.on = on;
    this.installations = installations;
    this.provisioning = provisioning;
    this.transition = transition;
  }

  static SwitchPackage on(
      Installations installations, Provisioning provisioning, Transition transition) {
    return new SwitchPackage(true, installations, provisioning, transition);
  }

  static SwitchPackage off(
      Installations installations, Provisioning provisioning, Transition transition) {
    return new SwitchPackage(false, installations, provisioning, transition);
  }

  /** Which installation. */
  public record Params(UUID installation) {}

  /** How it stands now. */
  public record Result(UUID installation, String status) {}

  @Override
  public DirectiveName name() {
    return new DirectiveName(on ? "package.enable" : "package.disable");
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
    return List.of("installation");
  }

  @Override
  public Summary summary(TenantId tenant, Params params) {
    return Summary.of(
        (on ? "Switch on " : "Switch off ")
            + installations
                .find(tenant, params.installation())
                .map(found -> found.name() + " " + found.version())
                .orElse("the installation " + params.installation()));
  }

  @Override
  public Completion<Result> perform(Params params, Attempt attempt) throws FinalFailureException {
    Installation installation = transition.find(attempt, params.installation());
    Status from = on ? Status.DISABLED : Status.INSTALLED;
    Status to = on ? Status.INSTALLED : Status.DISABLED;
    if (installation.status() == to) {
      return Completion.of(new Result(installation.id(), to.text()));
    }
    if (installation.status() != from) {
      throw new FinalFailureException(
          Code.NOT_INSTALLED.text(),
          "%s is %s; only what is %s can become %s."
              .formatted(
                  installation.name(), installation.status().text(), from.text(), to.text()));
    }
    var resources = installations.resources(installation.tenant(), installation.id());
    List<Change> changes = new ArrayList<>(provisioning.enable(installation, resources, on));
    changes.add(
        new InstallationChange.Expect(installation.id(), installation.configurationVersion()));
    changes.add(transition.move(attempt, installation, Set.of(from), to, Optional.empty()));
    changes.add(
        transition.fact(attempt, installation, on ? "package.enabled" : "package.disabled"));
    return Completion.of(new Result(installation.id(), to.text()), changes.toArray(Change[]::new));
  }
}
