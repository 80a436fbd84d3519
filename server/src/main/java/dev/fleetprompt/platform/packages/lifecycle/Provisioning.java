package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import java.util.List;
import java.util.UUID;

/** Makes what a package brings, in the modules that own it. */
interface Provisioning {

  /**
   * One part of a package, to be created.
   *
   * @param template the file of the package that it comes from
   * @param changes what creates it
   */
  record Part(
      ProvisionedResource.Kind kind, String name, UUID id, String template, List<Change> changes) {}

  List<Part> create(Installation installation, PackageVersion version, InstallPlan plan);

  /** Stops everything that starts runs of the installation; what runs goes on. */
  List<Change> withdraw(Installation installation, List<ProvisionedResource> resources);

  /** Switches on or off what starts runs by itself. */
  List<Change> enable(
      Installation installation, List<ProvisionedResource> resources, boolean enabled);
}
