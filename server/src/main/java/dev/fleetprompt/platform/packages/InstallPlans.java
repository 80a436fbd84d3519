package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.Cron;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes plans. Reads only. */
public final class InstallPlans {

  private final PackageRegistry registry;
  private final Installations installations;
  private final ConnectionDirectory connections;

  public InstallPlans(
      PackageRegistry registry, Installations installations, ConnectionDirectory connections) {
    this.registry = registry;
    this.installations = installations;
    this.connections = connections;
  }

  /**
   * What installing a package would do.
   *
   * @param version the newest if empty
   * @param configuration defaults may be left out
   * @throws PackageException {@code PACKAGE_UNKNOWN}, {@code CONFIGURATION_INVALID}, {@code
   *     ALREADY_INSTALLED}
   */
  public InstallPlan plan(
      TenantId tenant, PackageName name, Optional<Version> version, JsonNode configuration) {
    PackageVersion found = find(name, version);
    Optional<Installation> former = installations.latest(tenant, name);
    former.filter(known -> known.status().live()).ifPresent(InstallPlans::refuseSecond);
    return plan(
        tenant, found, configuration, former.map(known -> known.generation() + 1).orElse(1));
  }

  /**
   * The plan made again for an installation that was queued for it: the same if the world has not
   * changed.
   *
   * @throws PackageException {@code PACKAGE_UNKNOWN}, {@code CONFIGURATION_INVALID}
   */
  public InstallPlan again(Installation queued) {
    return plan(queued.tenant(), pinned(queued), queued.configuration(), queued.generation());
  }

  /** What installing it with another configuration would do. */
  InstallPlan draft(Installation installation, JsonNode configuration) {
    return plan(
        installation.tenant(), pinned(installation), configuration, installation.generation());
  }

  /** The schema of an installation's configuration. */
  JsonNode schema(Installation installation) {
    return pinned(installation).manifest().configuration();
  }

  private PackageVersion pinned(Installation installation) {
    return find(installation.name(), Optional.of(installation.version()));
  }

  private PackageVersion find(PackageName name, Optional<Version> version) {
    return version
        .map(number -> registry.find(name, number))
        .orElseGet(() -> registry.newest(name))
        .orElseThrow(() -> new PackageException(Code.PACKAGE_UNKNOWN, unknown(name, version)));
  }

  private String unknown(PackageName name, Optional<Version> version) {
    return "There is no package '%s'%s. Known are: %s."
        .formatted(
            name,
            version.map(number -> " in version " + number).orElse(""),
            registry.newest().stream()
                .map(PackageVersion::toString)
                .collect(Collectors.joining(", ")));
  }

  private static void refuseSecond(Installation live) {
    throw new PackageException(
        Code.ALREADY_INSTALLED,
        "%s %s is %s already (installation %s). Uninstall it first."
            .formatted(live.name(), live.version(), live.status().text(), live.id()));
  }

  private InstallPlan plan(
      TenantId tenant, PackageVersion version, JsonNode given, int generation) {
    Manifest manifest = version.manifest();
    JsonNode configuration = configuration(tenant, version, given);
    return new InstallPlan(
        version.name(),
        version.version(),
        manifest.title(),
        version.digest(),
        generation,
        configuration,
        manifest.permissions(),
        new ConnectionProperties(manifest, configuration).names(),
        manifest.provides().workflows(),
        manifest.triggers().stream()
            .map(trigger ->
                new InstallPlan.Trigger(
                    trigger.name(), trigger.signal(), trigger.filter(), trigger.workflow()))
            .toList(),
        manifest.schedules().stream().map(schedule -> schedule(schedule, configuration)).toList(),
        manifest.data());
  }

  private JsonNode configuration(TenantId tenant, PackageVersion version, JsonNode given) {
    ConfigurationSchema schema = ConfigurationSchema.of(version.manifest().configuration());
    JsonNode configuration = schema.complete(given);
    List<Problem> problems = new ArrayList<>(schema.problems(configuration));
    if (problems.isEmpty()) {
      problems.addAll(
          new ConnectionProperties(version.manifest(), configuration)
              .problems(tenant, connections));
    }
    if (!problems.isEmpty()) {
      throw PackageException.configuration(version, problems);
    }
    return configuration;
  }

  private static InstallPlan.Schedule schedule(Manifest.Schedule schedule, JsonNode configuration) {
    return new InstallPlan.Schedule(
        schedule.name(),
        schedule.workflow(),
        switch (schedule.timing()) {
          case Manifest.Timing.Daily daily ->
              new InstallPlan.Timing.Daily(daily.time().in(configuration).asString(""));
          case Manifest.Timing.Cron cron -> cron(schedule, cron, configuration);
        },
        schedule.zone().in(configuration).asString(""),
        schedule.enabled().in(configuration).asBoolean(true));
  }

  private static InstallPlan.Timing cron(
      Manifest.Schedule schedule, Manifest.Timing.Cron cron, JsonNode configuration) {
    String expression = cron.expression().in(configuration).asString("");
    try {
      return new InstallPlan.Timing.Cron(Cron.of(expression, ZoneOffset.UTC).text());
    } catch (IllegalArgumentException invalid) {
      throw new PackageException(
          Code.CONFIGURATION_INVALID,
          "The schedule '%s' has no times: %s.".formatted(schedule.name(), invalid.getMessage()));
    }
  }
}
