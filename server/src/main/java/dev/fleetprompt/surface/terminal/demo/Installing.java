package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageName;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Installs the digest where it is not installed yet. */
@Component
class Installing {

  private static final PackageName DIGEST = PackageName.parse("fleetprompt/daily-ops-digest");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(30);

  private final Installations installations;
  private final InstallPlans plans;
  private final PackageChanges changes;

  Installing(Installations installations, InstallPlans plans, PackageChanges changes) {
    this.installations = installations;
    this.plans = plans;
    this.changes = changes;
  }

  /**
   * What is installed now.
   *
   * @param directive what installed it, if that was just now
   * @param plan what was planned, if it was just now
   */
  record Installed(
      Installation installation, Optional<UUID> directive, Optional<InstallPlan> plan) {}

  Installed install(TenantId tenant, ObjectNode configuration, Actor by) {
    Optional<Installation> present =
        installations.latest(tenant, DIGEST).filter(found -> found.status().live());
    if (present.isPresent()) {
      return new Installed(await(tenant, present.get().id()), Optional.empty(), Optional.empty());
    }
    InstallPlan plan = plans.plan(tenant, DIGEST, Optional.empty(), configuration);
    PackageChanges.Requested requested =
        changes.install(tenant, plan, by, "The demonstration installs it");
    return new Installed(
        await(tenant, requested.installation()),
        Optional.of(requested.directive()),
        Optional.of(plan));
  }

  private Installation await(TenantId tenant, UUID id) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      Installation now = installations.find(tenant, id).orElseThrow();
      switch (now.status()) {
        case INSTALLED, DISABLED -> {
          return now;
        }
        case FAILED, UNINSTALLED, UNINSTALLING ->
            throw new DemoException(
                "The digest could not be installed: "
                    + now.error().map(Installation.Error::message).orElse(now.status().text()));
        case QUEUED, INSTALLING -> LockSupport.parkNanos(LOOK.toNanos());
      }
    }
    throw new DemoException(
        "The digest is still being installed after "
            + PATIENCE.toSeconds()
            + " s; look at the log, then run the same command again.");
  }
}
