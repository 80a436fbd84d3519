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

  /**
   * Begins to hear of the signals that the plan's triggers wait for; committed before {@link
   * #create}. What comes before the triggers are there passes by.
   */
  List<Change> listen(Installation installation, InstallPlan plan);

  /**
   * Waits until every signal that becomes visible from now on is heard; after {@link #listen} was
   * committed.
   *
   * @return false when that is not so within some seconds
   */
  boolean settle(InstallPlan plan);

  /** What is created; ends {@link #listen}, as each trigger hears for itself now. */
  List<Part> create(Installation installation, PackageVersion version, InstallPlan plan);

  /** Ends {@link #listen} for an installation that came to nothing. */
  List<Change> deafen(UUID installation);

  /** Stops everything that starts runs of the installation; what runs goes on. */
  List<Change> withdraw(Installation installation, List<ProvisionedResource> resources);

  /**
   * Gives what starts runs another configuration; what is switched off stays so.
   *
   * @param installation with the new configuration
   */
  List<Change> configure(
      Installation installation,
      List<ProvisionedResource> resources,
      List<InstallPlan.Schedule> schedules);

  /** Switches on or off what starts runs by itself. */
  List<Change> enable(
      Installation installation, List<ProvisionedResource> resources, boolean enabled);
}
