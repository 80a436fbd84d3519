package dev.fleetprompt.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.database.DatabaseException.SetupFailed;
import dev.fleetprompt.platform.database.DatabaseException.Unreachable;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FleetDatabaseTest {
  private static final PoolSizes SMALL = new PoolSizes(1, 1, 1, 2);

  private static ServerLogin login;
  private static FleetDatabase database;

  @BeforeAll
  static void open() {
    login = TestDatabase.empty();
    database = FleetDatabase.open(login, SMALL, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void severalNodesThatStartAtOnceAgreeOnOneInstance() throws Exception {
    ServerLogin empty = TestDatabase.empty();
    Callable<Instance> node =
        () -> {
          try (FleetDatabase opened = FleetDatabase.open(empty, SMALL, Clock.systemUTC())) {
            assertThat(opened.engine().sql().sql("select 1").query(Integer.class).single())
                .isEqualTo(1);
            return opened.instance();
          }
        };
    Set<Instance> instances = new HashSet<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (Future<Instance> instance : nodes.invokeAll(Collections.nCopies(4, node))) {
        instances.add(instance.get());
      }
    }

    assertThat(instances).hasSize(1);
  }

  @Test
  void openingAgainFindsTheSameInstance() {
    try (FleetDatabase again = FleetDatabase.open(login, SMALL, Clock.systemUTC());
        FleetDatabase attached = FleetDatabase.attach(login, SMALL, Clock.systemUTC())) {
      assertThat(again.instance()).isEqualTo(database.instance());
      assertThat(attached.instance()).isEqualTo(database.instance());
    }
  }

  @Test
  void noSessionOfTheApplicationIsPrivileged() {
    List<Database> all =
        List.of(database.owner(), database.engine(), database.identity(), database.app());
    for (Database each : all) {
      assertThat(
              each.sql()
                  .sql(
                      """
                      select rolsuper or rolbypassrls or rolreplication
                        from pg_roles where rolname = session_user
                      """)
                  .query(Boolean.class)
                  .single())
          .isFalse();
    }
  }

  @Test
  void onlyTheApplicationsLoginsMayConnect() {
    assertThat(
            database
                .owner()
                .sql()
                .sql("select has_database_privilege('public', current_database(), 'connect')")
                .query(Boolean.class)
                .single())
        .isFalse();
  }

  @Test
  void aPasswordThatNoLongerFollowsFromTheOwnersIsSetAgain() {
    String role = database.instance().engineRole();
    ServerLogin other = TestDatabase.empty();
    try (FleetDatabase opened = FleetDatabase.open(other, SMALL, Clock.systemUTC())) {
      String engine = opened.instance().engineRole();
      assertThat(engine).isNotEqualTo(role);
      opened.owner().sql().sql("alter role " + engine + " password 'changed'").update();
    }

    try (FleetDatabase opened = FleetDatabase.open(other, SMALL, Clock.systemUTC())) {
      assertThat(
              opened.engine().sql().sql("select current_user::text").query(String.class).single())
          .isEqualTo(opened.instance().engineRole());
    }
  }

  /** Who belongs where is read to find out the tenant, so only the role for that may read it. */
  private static final List<String> BEFORE_A_TENANT_IS_KNOWN =
      List.of("membership", "invitation", "session", "member_news");

  @Test
  void everyTableOfTenantsLocksThemInForItsOwnerToo() {
    List<@Nullable String> open =
        database
            .owner()
            .sql()
            .sql(
                """
                select c.relname from pg_class c
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                 where c.relnamespace = 'fleet'::regnamespace and c.relkind in ('r', 'p')
                   and not (c.relrowsecurity and c.relforcerowsecurity)
                   and not (c.relname = any (?) and not exists (
                     select 1 from information_schema.role_table_grants g
                      where g.table_schema = 'fleet' and g.table_name = c.relname
                        and g.grantee not in (?, current_user)))
                """)
            .param(BEFORE_A_TENANT_IS_KNOWN.toArray(String[]::new))
            .param(database.instance().identityRole())
            .query(String.class)
            .list();

    assertThat(open).isEmpty();
  }

  @Test
  void everyPolicyForTenantsLooksAtTheRole() {
    List<@Nullable String> wide =
        database
            .owner()
            .sql()
            .sql(
                """
                select tablename || '.' || policyname from pg_policies
                 where schemaname = 'fleet'
                   and (? = any (roles) or 'public' = any (roles))
                   and qual not like '%CURRENT_USER%'
                   and exists (select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid
                                where c.relnamespace = 'fleet'::regnamespace
                                  and c.relname = tablename and a.attname = 'tenant_id')
                """)
            .param(database.instance().tenantsRole())
            .query(String.class)
            .list();

    assertThat(wide).isEmpty();
  }

  @Test
  void routinesAreNobodysUnlessGranted() {
    assertThat(
            database
                .owner()
                .sql()
                .sql(
                    """
                    select proname from pg_proc
                     where pronamespace = 'fleet'::regnamespace
                       and has_function_privilege('public', oid, 'execute')
                    """)
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void theAppRoleHoldsNothingInTheSharedSchema() {
    assertThat(
            database
                .owner()
                .sql()
                .sql(
                    """
                    select relname from pg_class
                     where relnamespace = 'fleet'::regnamespace and relkind in ('r', 'p', 'v', 'm')
                       and has_table_privilege(?, oid, 'select, insert, update, delete')
                    """)
                .param(database.instance().appRole())
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void aFailedUnitOfWorkLeavesNothing() {
    try (TestDatabase fresh = TestDatabase.fresh()) {
      fresh.owner().sql().sql("create table public.note (body text)").update();
      assertThatThrownBy(() ->
              fresh
                  .owner()
                  .inTransaction(sql -> {
                    sql.sql("insert into public.note values ('x')").update();
                    throw new IllegalStateException("stop");
                  }))
          .hasMessage("stop");

      assertThat(fresh.owner().sql().sql("select body from public.note").query(String.class).list())
          .isEmpty();
    }
  }

  @Test
  void anEngineSessionCarriesItsName() throws Exception {
    try (TestDatabase fresh = TestDatabase.fresh();
        var connection = fresh.engine().sessions("lane").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show application_name")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("lane");
    }
  }

  @Test
  void anEmptyDatabaseCannotBeAttached() {
    ServerLogin empty = TestDatabase.empty();

    assertThatThrownBy(() -> FleetDatabase.attach(empty, SMALL, Clock.systemUTC()))
        .isInstanceOf(SetupFailed.class)
        .hasMessageContaining("start the server on it first");
  }

  @Test
  void aWrongPasswordIsNamedAsSuchAndNotRepeated() {
    ServerLogin wrong = new ServerLogin(login.jdbcUrl(), login.user(), "made-up-word");

    assertThatThrownBy(() -> FleetDatabase.open(wrong, SMALL, Clock.systemUTC()))
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("made-up-word");
  }

  @Test
  void aTenantsRoleCannotLogIn() {
    try (TestDatabase fresh = TestDatabase.fresh()) {
      fresh.organization("acme");

      assertThat(
              fresh
                  .owner()
                  .sql()
                  .sql("select rolcanlogin from pg_roles where rolname = ?")
                  .param(fresh.instance().tenantRole("acme"))
                  .query(Boolean.class)
                  .single())
          .isFalse();
    }
  }
}
