package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.executions.StartRun;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installation.Status;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.PackageException;
import dev.fleetprompt.platform.packages.PackageException.Code;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.ProvisionedResource;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Starts by hand, counted in the database. */
public final class CountedStarts implements ManualStarts {

  /** The same window first, then the newest. */
  private static final String LAST =
      """
      select run_id from fleet.manual_start
      where tenant_id = :tenant and installation_id = :installation and workflow = :workflow
      order by (window_from = :from and window_to = :to) desc, started_at desc
      limit 1
      """;

  private static final String FIRST_COUNTED =
      """
      select started_at from fleet.manual_start
      where tenant_id = :tenant and installation_id = :installation and workflow = :workflow
      order by started_at desc
      offset :skip limit 1
      """;

  private final Installations installations;
  private final PackageRegistry registry;
  private final Organizations organizations;
  private final TenantDatabase database;
  private final Commits commits;
  private final Ids ids;
  private final Clock clock;

  private record Window(Instant from, Instant to) {}

  public CountedStarts(
      Installations installations,
      PackageRegistry registry,
      Organizations organizations,
      TenantDatabase database,
      Commits commits,
      Ids ids,
      Clock clock) {
    this.installations = installations;
    this.registry = registry;
    this.organizations = organizations;
    this.database = database;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Answer start(TenantId tenant, UUID id, String workflow, Period period, Actor by) {
    Installation installation = installed(tenant, id);
    Manifest manifest = manifest(installation);
    Manifest.Manual manual =
        manifest
            .manual(workflow)
            .orElseThrow(() ->
                new PackageException(
                    Code.NOT_STARTABLE,
                    "%s has no workflow '%s' that can be started by hand; there are %s."
                        .formatted(
                            installation.name(),
                            workflow,
                            manifest.manual().stream().map(Manifest.Manual::workflow).toList())));
    Instant now = clock.instant();
    Window window = window(installation, manifest, period, now);
    UUID run = ids.next();
    UnitOfWork unit = new UnitOfWork(tenant).add(run(installation, workflow, run, window, by, now));
    manual
        .limit()
        .ifPresent(limit ->
            unit.add(new CountStart(id, workflow, run, limit, window.from(), window.to(), now)));
    try {
      commits.commit(unit);
      return new Answer.Started(run);
    } catch (UnitRefusedException reached) {
      return manual
          .limit()
          .map(limit -> limited(installation, workflow, limit, window))
          .orElseThrow(() -> reached);
    }
  }

  private Installation installed(TenantId tenant, UUID id) {
    return installations
        .find(tenant, id)
        .filter(found -> found.status() == Status.INSTALLED || found.status() == Status.DISABLED)
        .orElseThrow(() ->
            new PackageException(
                Code.NOT_INSTALLED,
                "Installation " + id + " is not installed; look at the list of installations."));
  }

  private Manifest manifest(Installation installation) {
    return registry
        .find(installation.name(), installation.version())
        .orElseThrow(() ->
            new PackageException(
                Code.PACKAGE_UNKNOWN,
                "The registry has lost "
                    + installation.name()
                    + " "
                    + installation.version()
                    + "."))
        .manifest();
  }

  private StartRun run(
      Installation installation, String workflow, UUID run, Window window, Actor by, Instant now) {
    return new StartRun(
        run,
        definition(installation, workflow),
        workflow,
        installation.version().toString(),
        Optional.of(installation.id()),
        "manual",
        by,
        Link.run(run),
        Optional.empty(),
        ExactJson.mapper().createObjectNode(),
        RunContexts.of(installation, window.from(), window.to()),
        now);
  }

  private UUID definition(Installation installation, String workflow) {
    return installations.resources(installation.tenant(), installation.id()).stream()
        .filter(resource -> resource.kind() == ProvisionedResource.Kind.WORKFLOW)
        .filter(resource -> resource.name().equals(workflow))
        .map(ProvisionedResource::id)
        .findFirst()
        .orElseThrow(() ->
            new PackageException(
                Code.NOT_STARTABLE,
                "Installation %s has no workflow '%s'.".formatted(installation.id(), workflow)));
  }

  private Window window(Installation installation, Manifest manifest, Period period, Instant now) {
    return switch (period) {
      case Period.Last last -> new Window(now.minus(last.length()), now);
      case Period.Day day -> {
        ZoneId zone = zone(installation, manifest);
        yield new Window(
            day.day().atStartOfDay(zone).toInstant(),
            day.day().plusDays(1).atStartOfDay(zone).toInstant());
      }
    };
  }

  private ZoneId zone(Installation installation, Manifest manifest) {
    return manifest.schedules().stream()
        .map(schedule -> schedule.zone().in(installation.configuration()).asString(""))
        .filter(zone -> !zone.isEmpty())
        .findFirst()
        .map(ZoneId::of)
        .or(() -> organizations.find(installation.tenant()).map(Organization::zone))
        .orElse(ZoneOffset.UTC);
  }

  private Answer limited(
      Installation installation, String workflow, Manifest.Limit limit, Window window) {
    return database.readOnly(
        installation.tenant(),
        sql -> {
          Optional<UUID> last =
              sql.sql(LAST)
                  .param("tenant", installation.tenant().value())
                  .param("installation", installation.id())
                  .param("workflow", workflow)
                  .param("from", OffsetDateTime.ofInstant(window.from(), ZoneOffset.UTC))
                  .param("to", OffsetDateTime.ofInstant(window.to(), ZoneOffset.UTC))
                  .query(UUID.class)
                  .optional();
          Instant again =
              sql.sql(FIRST_COUNTED)
                  .param("tenant", installation.tenant().value())
                  .param("installation", installation.id())
                  .param("workflow", workflow)
                  .param("skip", limit.starts() - 1)
                  .query(OffsetDateTime.class)
                  .optional()
                  .map(first -> first.toInstant().plus(limit.per()))
                  .orElse(clock.instant());
          return new Answer.Limited(last, again);
        });
  }
}
