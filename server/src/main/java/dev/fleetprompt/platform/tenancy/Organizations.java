package dev.fleetprompt.platform.tenancy;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.Instance;
import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.tenancy.TenancyException.InvalidOrganization;
import dev.fleetprompt.platform.tenancy.TenancyException.OrganizationExists;
import dev.fleetprompt.platform.tenancy.TenancyException.ProvisioningFailed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The organizations of this instance. */
public final class Organizations {
  /** The longest page of {@link #list}. */
  public static final int LONGEST_PAGE = 500;

  private static final int LONGEST_NAME = 200;

  private static final String ADD =
      """
      insert into fleet.tenant (tenant_id, slug, name, zone, ready, created_at)
      values (?, ?, ?, ?, true, ?)
      """;

  private static final String ADD_ROLE =
      "insert into fleet.tenant_role (role_name, tenant_id) values (?, ?)";

  /** All but closed ones. */
  private static final String COLUMNS =
      "select tenant_id, slug, name, zone, ready, created_at from fleet.organization ";

  private static final String IS_TAKEN = "select exists (select from fleet.tenant where slug = ?)";

  private static final String CHANGE =
      "update fleet.tenant set name = ?, zone = ? where tenant_id = ? and closed_at is null";

  private static final String CLOSE =
      "update fleet.tenant set closed_at = ? where tenant_id = ? and closed_at is null";

  private static final String FIND_BY_SLUG = COLUMNS + "where slug = ?";
  private static final String FIND_BY_ID = COLUMNS + "where tenant_id = ?";

  /** Follows the unique index on slug. */
  private static final String PAGE = COLUMNS + "where slug > ? order by slug limit ?";

  private final OwnerDatabase owner;
  private final IdentityDatabase identity;
  private final Instance instance;
  private final Ids ids;
  private final Clock clock;

  public Organizations(
      OwnerDatabase owner, IdentityDatabase identity, Instance instance, Ids ids, Clock clock) {
    this.owner = owner;
    this.identity = identity;
    this.instance = instance;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Creates an organization with its role and its schema, all or nothing.
   *
   * @param slug 1 to 48 lowercase letters and digits, in words joined by a single {@code _}
   * @param name 1 to 200 characters
   * @throws InvalidOrganization if slug or name is not valid
   * @throws OrganizationExists if the slug is taken
   * @throws ProvisioningFailed if its role or schema cannot be made
   */
  public Organization create(String slug, String name, ZoneId zone) {
    String validSlug = new Slug(slug).value();
    checkName(name);
    Organization organization =
        new Organization(
            new TenantId(ids.next()),
            validSlug,
            name,
            zone,
            true,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    try {
      return owner.inTransaction(sql -> provision(sql, organization));
    } catch (DuplicateKeyException e) {
      throw new OrganizationExists(validSlug, e);
    } catch (DataAccessException e) {
      throw new ProvisioningFailed(validSlug, e);
    }
  }

  /** Whether an organization has this slug, or had it. */
  public boolean isTaken(String slug) {
    return identity.sql().sql(IS_TAKEN).param(slug).query(Boolean.class).single();
  }

  /**
   * Gives an organization another name and time zone.
   *
   * @param name 1 to 200 characters
   * @throws InvalidOrganization if the name is not valid
   */
  public void change(TenantId id, String name, ZoneId zone) {
    checkName(name);
    owner.sql().sql(CHANGE).param(name).param(zone.getId()).param(id.value()).update();
  }

  /**
   * Closes an organization for good: from now on nothing finds it. Its role, schema and rows are
   * removed afterwards, by {@link Erasure}. Joins the owner's transaction of this thread.
   */
  public void close(TenantId id) {
    owner
        .sql()
        .sql(CLOSE)
        .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param(id.value())
        .update();
  }

  public Optional<Organization> find(String slug) {
    return identity.sql().sql(FIND_BY_SLUG).param(slug).query(Organizations::read).optional();
  }

  public Optional<Organization> find(TenantId id) {
    return identity.sql().sql(FIND_BY_ID).param(id.value()).query(Organizations::read).optional();
  }

  /**
   * A page of organizations, ordered by slug.
   *
   * @param limit 1 to {@value #LONGEST_PAGE}
   * @param afterSlug the last slug of the page before, or null for the first page
   */
  public List<Organization> list(int limit, @Nullable String afterSlug) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE + ", not " + limit);
    }
    return identity
        .sql()
        .sql(PAGE)
        .param(afterSlug == null ? "" : afterSlug)
        .param(limit)
        .query(Organizations::read)
        .list();
  }

  /** The name of the role that stands for {@code organization} in the database. */
  String role(Organization organization) {
    return instance.tenantRole(organization.slug());
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new InvalidOrganization(
          "the name must have 1 to %d characters.".formatted(LONGEST_NAME));
    }
  }

  private Organization provision(JdbcClient sql, Organization organization) {
    sql.sql(ADD)
        .param(organization.id().value())
        .param(organization.slug())
        .param(organization.name())
        .param(organization.zone().getId())
        .param(OffsetDateTime.ofInstant(organization.createdAt(), ZoneOffset.UTC))
        .update();
    String role = role(organization);
    sql.sql(ADD_ROLE).param(role).param(organization.id().value()).update();
    // Names made of the instance's id and a valid slug need no quoting.
    sql.sql("create role %s nologin".formatted(role)).update();
    sql.sql(
            "grant %s to %s with inherit true, set false, admin false"
                .formatted(instance.tenantsRole(), role))
        .update();
    sql.sql(
            "grant %s to %s with inherit false, set true, admin false"
                .formatted(role, instance.appRole()))
        .update();
    sql.sql("create schema %s".formatted(organization.schema())).update();
    sql.sql("grant usage on schema %s to %s".formatted(organization.schema(), role)).update();
    return organization;
  }

  private static Organization read(ResultSet row, int index) throws SQLException {
    return new Organization(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getString("slug"),
        row.getString("name"),
        ZoneId.of(row.getString("zone")),
        row.getBoolean("ready"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
