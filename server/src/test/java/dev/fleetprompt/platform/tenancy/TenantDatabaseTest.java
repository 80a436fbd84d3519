package dev.fleetprompt.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.tenancy.TenancyException.NestedTransaction;
import dev.fleetprompt.platform.tenancy.TenancyException.UnknownTenant;
import dev.fleetprompt.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

class TenantDatabaseTest {
  private static final String CURRENT_ROLE = "select current_user::text";

  private static TestDatabase database;
  private static Organization acme;
  private static Organization globex;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    acme = database.organization("acme");
    globex = database.organization("globex");
    database
        .owner()
        .inTransaction(sql -> {
          sql.sql("create table fleet.note (tenant_id uuid not null, body text)").update();
          sql.sql("call fleet.protect_tenant_table('fleet.note', 'select', 'select, insert')")
              .update();
          return sql.sql("create table org_acme.thing (id int)").update();
        });
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aTransactionRunsAsTheTenantsRoleAndLosesItAfterwards() {
    String expected = database.instance().tenantRole("acme");

    assertThat(database.tenants().inTransaction(acme.id(), TenantDatabaseTest::role))
        .isEqualTo(expected);
    assertThat(role(database.app().sql())).isEqualTo(database.instance().appRole());

    assertThatThrownBy(() ->
            database
                .tenants()
                .inTransaction(
                    acme.id(),
                    sql -> {
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(role(database.app().sql())).isEqualTo(database.instance().appRole());
  }

  @Test
  void aTenantSeesAndWritesItsOwnRowsOnly() {
    insert(acme, acme.id(), "ours");
    insert(globex, globex.id(), "theirs");

    assertThat(bodies(acme)).containsOnly("ours");
    assertThat(bodies(globex)).containsOnly("theirs");
    assertThatThrownBy(() -> insert(acme, globex.id(), "forged"))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("row-level security");
    assertThat(
            database
                .engine()
                .sql()
                .sql("select count(*) from fleet.note")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void theOwnerOfATableSeesNoTenantsRows() {
    insert(acme, acme.id(), "ours");

    assertThat(database.owner().sql().sql("select body from fleet.note").query(String.class).list())
        .isEmpty();
  }

  @Test
  void theAppRoleAloneSeesNothing() {
    assertThatThrownBy(() ->
            database.app().sql().sql("select body from fleet.note").query(String.class).list())
        .isInstanceOfAny(PermissionDeniedDataAccessException.class, BadSqlGrammarException.class);
  }

  @Test
  void aTenantSeesItsOwnOrganizationOnly() {
    List<String> slugs =
        database
            .tenants()
            .readOnly(
                acme.id(),
                sql -> sql.sql("select slug from fleet.tenant").query(String.class).list());

    assertThat(slugs).containsExactly("acme");
  }

  @Test
  void anotherTenantsSchemaIsClosed() {
    assertThatThrownBy(() ->
            database
                .tenants()
                .inTransaction(
                    globex.id(),
                    sql -> sql.sql("select id from org_acme.thing").query(Integer.class).list()))
        .rootCause()
        .hasMessageContaining("permission denied for schema org_acme");
  }

  @Test
  void aTenantDefinesNothing() {
    assertThatThrownBy(() ->
            database
                .tenants()
                .inTransaction(
                    acme.id(), sql -> sql.sql("create table org_acme.mine (id int)").update()))
        .rootCause()
        .hasMessageContaining("permission denied for schema org_acme");
  }

  @Test
  void aReadOnlyTransactionCannotWrite() {
    assertThatThrownBy(() ->
            database
                .tenants()
                .readOnly(
                    acme.id(),
                    sql ->
                        sql.sql("insert into fleet.note values (?, 'x')")
                            .param(acme.id().value())
                            .update()))
        .rootCause()
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void aBatchThroughTheConnectionIsTheTenants() {
    Organization initech = database.organization("initech");

    database
        .tenants()
        .withConnection(
            initech.id(),
            connection -> {
              try (var insert =
                  connection.prepareStatement("insert into fleet.note values (?, ?)")) {
                for (String body : new String[] {"one", "two"}) {
                  insert.setObject(1, initech.id().value());
                  insert.setString(2, body);
                  insert.addBatch();
                }
                return insert.executeBatch().length;
              }
            });

    assertThat(bodies(initech)).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aTenantsTransactionInsideAnotherIsRefused() {
    assertThatThrownBy(() ->
            database
                .tenants()
                .inTransaction(
                    acme.id(),
                    outer -> database.tenants().readOnly(globex.id(), TenantDatabaseTest::role)))
        .isInstanceOf(NestedTransaction.class);
  }

  @Test
  void anUnknownTenantIsRefused() {
    TenantId nobody = new TenantId(UUID.randomUUID());

    assertThatThrownBy(() -> database.tenants().inTransaction(nobody, TenantDatabaseTest::role))
        .isInstanceOf(UnknownTenant.class)
        .hasMessageStartingWith("tenant.unknown");
  }

  private static String role(JdbcClient sql) {
    return sql.sql(CURRENT_ROLE).query(String.class).single();
  }

  private static void insert(Organization as, TenantId of, String body) {
    database
        .tenants()
        .inTransaction(
            as.id(),
            sql ->
                sql.sql("insert into fleet.note values (?, ?)")
                    .param(of.value())
                    .param(body)
                    .update());
  }

  private static List<String> bodies(Organization organization) {
    return database
        .tenants()
        .readOnly(
            organization.id(),
            sql -> sql.sql("select body from fleet.note").query(String.class).list());
  }
}
