package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.Patience;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The installation of the Daily Ops Digest. */
@Component
final class DigestInstallation {
  static final Actor OPERATOR = Actor.human("operator");
  private static final PackageName PACKAGE = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final InstallPlans plans;
  private final PackageChanges changes;
  private final Installations installations;
  private final Patience patience;

  DigestInstallation(
      InstallPlans plans, PackageChanges changes, Installations installations, Patience patience) {
    this.plans = plans;
    this.changes = changes;
    this.installations = installations;
    this.patience = patience;
  }

  /** The one that is there, or a new one. */
  Installation ensure(Organization organization, Optional<String> currency, Console console) {
    Optional<Installation> known =
        installations.latest(organization.id(), PACKAGE).filter(found -> found.status().live());
    if (known.isPresent()) {
      console.say(
          "Package       %s %s is %s already",
          known.get().name(), known.get().version(), known.get().status().text());
      return installed(organization, known.get());
    }
    ObjectNode configuration = ExactJson.mapper().createObjectNode();
    configuration.put("connection", DemoConnection.NAME);
    configuration.put("time_zone", organization.zone().getId());
    currency.ifPresent(code -> configuration.put("currency", code));
    InstallPlan plan = plans.plan(organization.id(), PACKAGE, Optional.empty(), configuration);
    console.say("Package       the plan:");
    plan.text().lines().forEach(line -> console.say("                " + line));
    PackageChanges.Requested requested =
        changes.install(organization.id(), plan, OPERATOR, "The demonstration was asked for");
    Installation installed =
        installed(
            organization,
            installations.find(organization.id(), requested.installation()).orElseThrow());
    console.say("              installed (directive %s)", requested.directive());
    return installed;
  }

  private Installation installed(Organization organization, Installation installation) {
    patience.until(LONGEST, () -> settled(now(organization, installation)));
    Installation now = now(organization, installation);
    return switch (now.status()) {
      case INSTALLED, DISABLED -> now;
      case FAILED ->
          throw new DemoException(
              "The installation failed: %s Nothing of it remains; give the command again when the cause is gone."
                  .formatted(
                      now.error().map(Installation.Error::message).orElse("no reason was given.")));
      case QUEUED, INSTALLING ->
          throw new DemoException(
              "The installation is %s since more than %d s. It goes on whenever the application runs; './fleet directive' shows where it stands."
                  .formatted(now.status().text(), LONGEST.toSeconds()));
      case UNINSTALLING, UNINSTALLED ->
          throw new DemoException(
              "The package is being uninstalled. Give the command again in a moment.");
    };
  }

  private Installation now(Organization organization, Installation installation) {
    return installations.find(organization.id(), installation.id()).orElseThrow();
  }

  private static boolean settled(Installation installation) {
    return switch (installation.status()) {
      case QUEUED, INSTALLING, UNINSTALLING -> false;
      case INSTALLED, FAILED, DISABLED, UNINSTALLED -> true;
    };
  }
}
