package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of who belongs to which organization. Each method is part of a transaction. */
final class Memberships {
  private static final String ADD =
      """
      insert into fleet.membership (tenant_id, person_id, role, status, created_at, changed_at)
      values (:tenant, :person, :role, 'active', :now, :now)
      on conflict (tenant_id, person_id) do nothing
      """;

  private static final String FIND =
      """
      select role, status from fleet.membership
       where tenant_id = :tenant and person_id = :person for update
      """;

  /** In one order, so that two who take each other's ownership wait instead of dying. */
  private static final String LOCK_OWNERS =
      """
      select person_id from fleet.membership
       where tenant_id = :tenant and role = 'owner' and status = 'active'
       order by person_id for update
      """;

  private static final String CHANGE =
      """
      update fleet.membership set role = :role, status = :status, changed_at = :now
       where tenant_id = :tenant and person_id = :person
      """;

  private static final String REMOVE =
      "delete from fleet.membership where tenant_id = :tenant and person_id = :person";

  private final Clock clock;

  Memberships(Clock clock) {
    this.clock = clock;
  }

  enum Status {
    ACTIVE,
    DISABLED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  record State(Role role, Status status) {
    boolean isActiveOwner() {
      return role == Role.OWNER && status == Status.ACTIVE;
    }
  }

  /**
   * @return whether they were not one before
   */
  boolean add(JdbcClient sql, TenantId tenant, PersonId person, Role role) {
    return sql.sql(ADD)
            .param("tenant", tenant.value())
            .param("person", person.value())
            .param("role", role.text())
            .param("now", Times.utc(clock.instant()))
            .update()
        == 1;
  }

  /** The active owners, who stay what they are until the transaction ends. */
  List<PersonId> lockOwners(JdbcClient sql, TenantId tenant) {
    return sql.sql(LOCK_OWNERS)
        .param("tenant", tenant.value())
        .query((row, index) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }

  Optional<State> lock(JdbcClient sql, TenantId tenant, PersonId person) {
    return sql.sql(FIND)
        .param("tenant", tenant.value())
        .param("person", person.value())
        .query((row, index) ->
            new State(Role.of(row.getString("role")), Status.of(row.getString("status"))))
        .optional();
  }

  void change(JdbcClient sql, TenantId tenant, PersonId person, State state) {
    sql.sql(CHANGE)
        .param("role", state.role().text())
        .param("status", state.status().text())
        .param("now", Times.utc(clock.instant()))
        .param("tenant", tenant.value())
        .param("person", person.value())
        .update();
  }

  void remove(JdbcClient sql, TenantId tenant, PersonId person) {
    sql.sql(REMOVE).param("tenant", tenant.value()).param("person", person.value()).update();
  }
}
