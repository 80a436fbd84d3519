package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Schedule;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.Cron;
import dev.fleetprompt.platform.triggers.Interval;
import dev.fleetprompt.platform.triggers.Timing;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The schedules that workflows state themselves, beside those of the manifest. */
final class DefinedSchedules {

  private static final String SUFFIX = ":schedule";

  private final Organizations organizations;

  DefinedSchedules(Organizations organizations) {
    this.organizations = organizations;
  }

  /** What a workflow's own schedule is called. */
  static String name(String workflow) {
    return workflow + SUFFIX;
  }

  static boolean isOne(String name) {
    return name.endsWith(SUFFIX);
  }

  /**
   * When a workflow starts by itself: a cron expression means the organization's zone.
   *
   * @throws PackageException when this version cannot keep the schedule
   */
  Optional<Timing> of(TenantId tenant, Definition definition) {
    return definition.schedule().map(schedule -> timing(tenant, definition, schedule));
  }

  private Timing timing(TenantId tenant, Definition definition, Schedule schedule) {
    try {
      return switch (schedule) {
        case Schedule.Cron cron -> Cron.of(cron.expression(), zone(tenant));
        case Schedule.Every every -> new Interval(every.interval());
        case Schedule.After after -> new Timing.Pause(after.delay());
        case Schedule.On on ->
            throw new PackageException(
                Code.PACKAGE_UNKNOWN,
                "Workflow '%s' is scheduled by events, which this version cannot keep; start it by a trigger of the package's manifest."
                    .formatted(definition.name()));
      };
    } catch (IllegalArgumentException e) {
      throw new PackageException(
          Code.PACKAGE_UNKNOWN,
          "Workflow '%s' cannot be scheduled: %s".formatted(definition.name(), e.getMessage()));
    }
  }

  private ZoneId zone(TenantId tenant) {
    return organizations.find(tenant).map(Organization::zone).orElse(ZoneOffset.UTC);
  }
}
