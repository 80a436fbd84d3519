package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.packages.ConfigurationPlan.Difference;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Makes plans for configuring what is installed. Reads only. */
public final class ConfigurationPlans {

  private final InstallPlans installs;
  private final Installations installations;

  public ConfigurationPlans(InstallPlans installs, Installations installations) {
    this.installs = installs;
    this.installations = installations;
  }

  /**
   * What another configuration would change.
   *
   * @param seen the version of the configuration that was looked at when it was written
   * @param configuration the whole of it; defaults may be left out
   * @throws PackageException {@code NOT_INSTALLED}; {@code CONFIGURATION_INVALID} with {@link
   *     PackageException#problems} for each field; {@code PLAN_OUTDATED} when it was configured
   *     otherwise meanwhile
   */
  public ConfigurationPlan plan(
      TenantId tenant, UUID installation, int seen, JsonNode configuration) {
    Installation found =
        installations
            .find(tenant, installation)
            .filter(known -> known.status().startable())
            .orElseThrow(() ->
                new PackageException(
                    Code.NOT_INSTALLED,
                    "Installation "
                        + installation
                        + " is not installed; look at the list of installations."));
    if (found.configurationVersion() != seen) {
      throw new PackageException(
          Code.PLAN_OUTDATED,
          "The configuration was changed meanwhile: it is version %d now, and this was made from version %d. Look at it again, then change it."
              .formatted(found.configurationVersion(), seen));
    }
    return plan(found, configuration);
  }

  /** The plan for an installation as it is. */
  public ConfigurationPlan plan(Installation installation, JsonNode configuration) {
    InstallPlan whole = installs.draft(installation, configuration);
    return new ConfigurationPlan(
        installation.id(),
        installation.name(),
        installation.version(),
        installation.configurationVersion(),
        whole.configuration(),
        differences(
            installs.schema(installation), installation.configuration(), whole.configuration()),
        whole.connections(),
        whole.schedules());
  }

  private static List<Difference> differences(JsonNode schema, JsonNode before, JsonNode after) {
    List<Difference> differences = new ArrayList<>();
    schema
        .path("properties")
        .forEachEntry((name, property) -> {
          if (!text(before.path(name)).equals(text(after.path(name)))) {
            differences.add(
                new Difference(
                    name,
                    property.path("title").asString(name),
                    before.path(name),
                    after.path(name)));
          }
        });
    return differences;
  }

  /** The same for numbers that are equal, in whatever form they were read. */
  private static String text(JsonNode value) {
    return value.isMissingNode() ? "" : ExactJson.canonical(value);
  }
}
