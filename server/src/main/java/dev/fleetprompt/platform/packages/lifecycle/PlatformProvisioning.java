package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.packages.ProvisionedResource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes workflows, triggers and schedules. */
final class PlatformProvisioning implements Provisioning {

  private final Ids ids;

  PlatformProvisioning(Ids ids) {
    this.ids = ids;
  }

  @Override
  public List<Part> create(Installation installation, PackageVersion version, InstallPlan plan) {
    List<Part> parts = new ArrayList<>();
    for (String workflow : plan.workflows()) {
      parts.add(workflow(installation, version, workflow));
    }
    return parts;
  }

  private Part workflow(Installation installation, PackageVersion version, String workflow) {
    String file = Manifest.workflowFile(workflow);
    String content =
        version
            .files()
            .text(file)
            .orElseThrow(() ->
                new PackageException(
                    Code.PACKAGE_UNKNOWN, version + " has lost its file " + file + "."));
    UUID id = ids.next();
    return new Part(
        Kind.WORKFLOW,
        workflow,
        id,
        file,
        List.of(
            new StoreDefinition(
                id,
                version.name().publisher(),
                workflow,
                version.version().toString(),
                content,
                Optional.of(installation.id()),
                Optional.of(file))));
  }

  @Override
  public List<Change> withdraw(Installation installation, List<ProvisionedResource> resources) {
    return List.of();
  }

  @Override
  public List<Change> enable(
      Installation installation, List<ProvisionedResource> resources, boolean enabled) {
    return List.of();
  }
}
