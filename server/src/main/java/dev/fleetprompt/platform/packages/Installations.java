package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what an organization has, or had, installed. */
public final class Installations {

  private static final int LONGEST = 1_000;

  static final String COLUMNS =
      """
      select tenant_id, id, package, version, digest, generation, status, configuration,
             configuration_version, error_code, error, created_at, changed_at
      from fleet.installation
      """;

  private static final String FIND = COLUMNS + "where tenant_id = :tenant and id = :id";

  private static final String LATEST =
      COLUMNS
          + """
          where tenant_id = :tenant and package = :package
          order by generation desc
          limit 1
          """;

  private static final String ALL =
      COLUMNS
          + """
          where tenant_id = :tenant
          order by package, generation desc
          limit :limit
          """;

  private static final String NEWEST =
      """
      select distinct on (package)
             tenant_id, id, package, version, digest, generation, status, configuration,
             configuration_version, error_code, error, created_at, changed_at
      from fleet.installation
      where tenant_id = :tenant
      order by package, generation desc
      limit :limit
      """;

  private static final String RESOURCES =
      """
      select kind, name, resource_id, template, created_at, removed_at
      from fleet.installation_resource
      where tenant_id = :tenant and installation_id = :id
      order by kind, name
      """;

  private static final String MOVES =
      """
      select number, status, directive_id, actor_kind, actor_id, reason, at
      from fleet.installation_move
      where tenant_id = :tenant and installation_id = :id
      order by number
      limit :limit
      """;

  private final TenantDatabase database;

  public Installations(TenantDatabase database) {
    this.database = database;
  }

  /**
   * One step in an installation's life.
   *
   * @param directive what brought it about
   * @param actor who, as {@code kind:id}
   */
  public record Move(
      int number,
      Installation.Status status,
      UUID directive,
      String actor,
      Optional<String> reason,
      Instant at) {}

  public Optional<Installation> find(TenantId tenant, UUID id) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(FIND)
                .param("tenant", tenant.value())
                .param("id", id)
                .query(Installations::read)
                .optional());
  }

  /** The installation of a package with the highest generation, whatever became of it. */
  public Optional<Installation> latest(TenantId tenant, PackageName name) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(LATEST)
                .param("tenant", tenant.value())
                .param("package", name.toString())
                .query(Installations::read)
                .optional());
  }

  /** All, the newest of each package first; at most 1,000. */
  public List<Installation> list(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(ALL)
                .param("tenant", tenant.value())
                .param("limit", LONGEST)
                .query(Installations::read)
                .list());
  }

  /** The newest installation of each package, whatever became of it; at most 1,000. */
  public List<Installation> newest(TenantId tenant) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(NEWEST)
                .param("tenant", tenant.value())
                .param("limit", LONGEST)
                .query(Installations::read)
                .list());
  }

  /** What an installation created, with what is gone by now. */
  public List<ProvisionedResource> resources(TenantId tenant, UUID installation) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(RESOURCES)
                .param("tenant", tenant.value())
                .param("id", installation)
                .query(Installations::readResource)
                .list());
  }

  /** Its history, oldest first; at most the first 1,000 steps. */
  public List<Move> history(TenantId tenant, UUID installation) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(MOVES)
                .param("tenant", tenant.value())
                .param("id", installation)
                .param("limit", LONGEST)
                .query(Installations::readMove)
                .list());
  }

  static Installation read(ResultSet row, int number) throws SQLException {
    String code = row.getString("error_code");
    return new Installation(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("id", UUID.class),
        PackageName.parse(row.getString("package")),
        Version.parse(row.getString("version")),
        row.getString("digest"),
        row.getInt("generation"),
        Installation.Status.of(row.getString("status")),
        ExactJson.read(row.getString("configuration")),
        row.getInt("configuration_version"),
        code == null
            ? Optional.empty()
            : Optional.of(new Installation.Error(code, row.getString("error"))),
        instant(row, "created_at"),
        instant(row, "changed_at"));
  }

  private static ProvisionedResource readResource(ResultSet row, int number) throws SQLException {
    return new ProvisionedResource(
        ProvisionedResource.Kind.of(row.getString("kind")),
        row.getString("name"),
        row.getObject("resource_id", UUID.class),
        row.getString("template"),
        instant(row, "created_at"),
        Optional.ofNullable(row.getObject("removed_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static Move readMove(ResultSet row, int number) throws SQLException {
    return new Move(
        row.getInt("number"),
        Installation.Status.of(row.getString("status")),
        row.getObject("directive_id", UUID.class),
        row.getString("actor_kind") + ":" + row.getString("actor_id"),
        Optional.ofNullable(row.getString("reason")),
        instant(row, "at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
