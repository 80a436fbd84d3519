package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Makes plans for uninstalling. Reads only. */
public final class UninstallPlans {

  private final Installations installations;

  public UninstallPlans(Installations installations) {
    this.installations = installations;
  }

  /**
   * What uninstalling would do.
   *
   * @throws PackageException {@code NOT_INSTALLED}
   */
  public UninstallPlan plan(TenantId tenant, UUID installation) {
    return installations
        .find(tenant, installation)
        .filter(found ->
            found.status() == Installation.Status.INSTALLED
                || found.status() == Installation.Status.DISABLED)
        .map(this::plan)
        .orElseThrow(() ->
            new PackageException(
                Code.NOT_INSTALLED,
                "Installation "
                    + installation
                    + " is not installed; look at the list of installations."));
  }

  /** The plan for an installation, whatever its state. */
  public UninstallPlan plan(Installation installation) {
    return new UninstallPlan(
        installation.id(),
        installation.name(),
        installation.version(),
        installations.resources(installation.tenant(), installation.id()).stream()
            .filter(resource -> resource.removedAt().isEmpty())
            .map(resource -> resource.kind().text() + " " + resource.name())
            .toList());
  }
}
