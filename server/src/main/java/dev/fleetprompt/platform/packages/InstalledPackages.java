package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.Schedules;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Shows what an organization has installed. Reads only; safe for many threads. */
public final class InstalledPackages {

  /** The longest page of {@link #page}. */
  public static final int LARGEST_PAGE = 100;

  // The unique index on (tenant_id, package, generation).
  private static final String PAGE =
      """
      select i.tenant_id, i.id, i.package, i.version, i.digest, i.generation, i.status,
             i.configuration, i.configuration_version, i.error_code, i.error, i.created_at,
             i.changed_at,
             array(select r.resource_id from fleet.installation_resource r
                    where r.tenant_id = i.tenant_id and r.installation_id = i.id
                      and r.kind = 'schedule' and r.removed_at is null) as schedules
      from fleet.installation i
      where i.tenant_id = :tenant
        and (:package::text is null
             or i.package > :package or (i.package = :package and i.generation < :generation))
        and (:former
             or (i.status <> 'uninstalled' and not exists (
                   select from fleet.installation n
                    where n.tenant_id = i.tenant_id and n.package = i.package
                      and n.generation > i.generation)))
      order by i.package, i.generation desc
      limit :limit
      """;

  private final TenantDatabase database;
  private final PackageRegistry registry;
  private final Installations installations;
  private final Schedules schedules;
  private final Executions executions;
  private final Directives directives;
  private final Signals signals;
  private final WorkflowTexts workflows = new WorkflowTexts();

  private record Row(Installation installation, List<UUID> schedules) {}

  public InstalledPackages(
      TenantDatabase database,
      PackageRegistry registry,
      Installations installations,
      Schedules schedules,
      Executions executions,
      Directives directives,
      Signals signals) {
    this.database = database;
    this.registry = registry;
    this.installations = installations;
    this.schedules = schedules;
    this.executions = executions;
    this.directives = directives;
    this.signals = signals;
  }

  /**
   * An installation in a list.
   *
   * @param title the package's
   * @param nextRun when the earliest of its schedules is due; empty while it is switched off
   * @param lastRun its newest run, however begun
   */
  public record Entry(
      Installation installation,
      String title,
      Optional<Instant> nextRun,
      Optional<Executions.Latest> lastRun) {}

  /**
   * Some entries, by package and then the newest installation first.
   *
   * @param next where the next page begins; empty on the last
   */
  public record Page(List<Entry> entries, Optional<Cursor> next) {}

  /**
   * One installation with what belongs to it.
   *
   * @param configuration JSON Schema of its configuration, with hints for forms
   * @param workflows those that people may start are {@linkplain WorkflowText#startable startable}
   * @param schedules that it has now
   * @param resources all that it created, with what is gone by now
   * @param permissions what its package asked for
   */
  public record Details(
      Entry entry,
      JsonNode configuration,
      List<WorkflowText> workflows,
      List<Schedules.Upcoming> schedules,
      List<String> beginnings,
      List<ProvisionedResource> resources,
      Manifest.Permissions permissions) {}

  /**
   * What happened to an installation.
   *
   * @param steps every move, oldest first; at most the first 1,000
   * @param directives all that were asked for about it, oldest first; at most the first 500
   * @param signals that belong to those, in the order in which they were recorded; at most the
   *     first 2,000
   */
  public record History(
      List<Installations.Move> steps, List<Directive> directives, List<Signal> signals) {}

  /**
   * A page of what is installed: of each package the newest installation, unless it was
   * uninstalled.
   *
   * @param after the {@link Page#next} of the page before
   * @param size 1 to {@value #LARGEST_PAGE}
   * @param former whether to list former installations too
   */
  public Page page(TenantId tenant, Optional<Cursor> after, int size, boolean former) {
    if (size < 1 || size > LARGEST_PAGE) {
      throw new IllegalArgumentException("A page has 1 to " + LARGEST_PAGE + ", not " + size);
    }
    List<Row> rows = rows(tenant, after, size + 1, former);
    List<Row> shown = rows.subList(0, Math.min(size, rows.size()));
    return new Page(
        entries(tenant, shown),
        rows.size() > size
            ? Optional.of(Cursor.at(shown.getLast().installation()))
            : Optional.empty());
  }

  /** One installation, whatever became of it. */
  public Optional<Details> find(TenantId tenant, UUID installation) {
    return installations.find(tenant, installation).map(found -> details(tenant, found));
  }

  /** What happened to an installation; empty lists when there is none. */
  public History history(TenantId tenant, UUID installation) {
    Link installed = Link.directive(installation);
    return new History(
        installations.history(tenant, installation),
        directives.trail(tenant, installed),
        signals.trail(tenant, installed));
  }

  private Details details(TenantId tenant, Installation installation) {
    List<ProvisionedResource> resources = installations.resources(tenant, installation.id());
    List<UUID> scheduled =
        resources.stream()
            .filter(resource -> resource.kind() == ProvisionedResource.Kind.SCHEDULE)
            .filter(resource -> resource.removedAt().isEmpty())
            .map(ProvisionedResource::id)
            .toList();
    PackageVersion version =
        version(installation)
            .orElseThrow(() ->
                new PackageException(
                    PackageException.Code.PACKAGE_UNKNOWN,
                    "The registry has lost %s %s."
                        .formatted(installation.name(), installation.version())));
    return new Details(
        entries(tenant, List.of(new Row(installation, scheduled))).getFirst(),
        version.manifest().configuration(),
        workflows.of(version),
        schedules.find(tenant, scheduled),
        new Beginnings(version.manifest()).statements(),
        resources,
        version.manifest().permissions());
  }

  private List<Entry> entries(TenantId tenant, List<Row> rows) {
    Map<UUID, Executions.Latest> runs =
        executions
            .latest(tenant, rows.stream().map(row -> row.installation().id()).toList())
            .stream()
            .collect(Collectors.toMap(Executions.Latest::installation, Function.identity()));
    Map<UUID, Instant> times =
        schedules
            .find(tenant, rows.stream().map(Row::schedules).flatMap(Collection::stream).toList())
            .stream()
            .filter(schedule -> schedule.next().isPresent())
            .collect(
                Collectors.toMap(
                    Schedules.Upcoming::id, schedule -> schedule.next().orElseThrow()));
    return rows.stream()
        .map(row ->
            new Entry(
                row.installation(),
                version(row.installation())
                    .map(version -> version.manifest().title())
                    .orElse(row.installation().name().name()),
                row.schedules().stream()
                    .filter(times::containsKey)
                    .map(times::get)
                    .min(Comparator.naturalOrder()),
                Optional.ofNullable(runs.get(row.installation().id()))))
        .toList();
  }

  private Optional<PackageVersion> version(Installation installation) {
    return registry.find(installation.name(), installation.version());
  }

  private List<Row> rows(TenantId tenant, Optional<Cursor> after, int limit, boolean former) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(PAGE)
                .param("tenant", tenant.value())
                .param("package", after.map(cursor -> cursor.name().toString()).orElse(null))
                .param("generation", after.map(Cursor::generation).orElse(0))
                .param("former", former)
                .param("limit", limit)
                .query((row, number) ->
                    new Row(
                        Installations.read(row, number),
                        Arrays.asList((UUID[]) row.getArray("schedules").getArray())))
                .list());
  }

  /** Where a page of the list begins: after this installation. */
  public record Cursor(PackageName name, int generation) {

    static Cursor at(Installation installation) {
      return new Cursor(installation.name(), installation.generation());
    }

    /** For addresses: {@code publisher/name:generation}. */
    public String text() {
      return name + ":" + generation;
    }

    /** Empty when the text is no cursor. */
    public static Optional<Cursor> parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        return colon < 0
            ? Optional.empty()
            : Optional.of(
                new Cursor(
                    PackageName.parse(text.substring(0, colon)),
                    Integer.parseInt(text.substring(colon + 1))));
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }
  }
}
