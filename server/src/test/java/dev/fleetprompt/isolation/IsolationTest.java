package dev.fleetprompt.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.isolation.Routes.Route;
import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.testing.Browser;
import dev.fleetprompt.testing.TestApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The owner of one organization, with a good session, tries every route with what belongs to
 * another one, in which the whole demonstration ran; and the role of the one looks at every table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
  /**
   * What stands for the variables of a route that begins so: the table of the other organization
   * whose first row is named. A new route with variables needs a line here.
   */
  private static final Map<String, String> OTHERS_ROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("/runs/", "fleet.execution.id"),
              Map.entry("/signals/", "fleet.signal.id"),
              Map.entry("/directives/", "fleet.directive.id"),
              Map.entry("/inbox/", "fleet.directive.id"),
              Map.entry("/installed/", "fleet.installation.id"),
              Map.entry("/connections/", "fleet.connection.connection_id"),
              Map.entry("/digests/", "fleet.execution.id"),
              Map.entry("/why/run/", "fleet.execution.id"),
              Map.entry("/why/signal/", "fleet.signal.id"),
              Map.entry("/why/directive/", "fleet.directive.id"),
              Map.entry("/settings/ingress/", "fleet.ingress_token.id"),
              Map.entry("/settings/alarms/", "fleet.alarm.id"),
              Map.entry("/settings/policies/", "fleet.policy.id"),
              Map.entry("/settings/members/", "identity.membership.person_id"),
              Map.entry("/settings/members/invitations/", "identity.invitation.invitation_id"),
              Map.entry("/settings/profile/sessions/", "identity.session.session_id"),
              Map.entry("/settings/profile/passkeys/", "identity.session.session_id")));

  /** What is the same for all organizations, or opens by a secret in the address. */
  private static final Set<String> NOBODYS =
      Set.of("/marketplace/", "/set-up/", "/invitations/", "/new-password/");

  /** Moved by the engine at any time. */
  private static final Set<String> RESTLESS =
      Set.of("fleet.queue", "fleet.timer", "fleet.inbox", "fleet.schedule");

  private static final String TABLES =
      """
      select c.oid::regclass::text as name,
             exists (select from pg_attribute a
                      where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenants
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
         and (n.nspname = 'fleet' or n.nspname like 'org\\_%')
       order by 1
      """;

  @TempDir private static Path home;

  private TestApplication application;
  private Browser browser;
  private TenantId ours;
  private Organization theirs;

  private record Table(String name, boolean hasTenants) {}

  @BeforeAll
  void start() {
    application = TestApplication.start(home);
    browser = application.owner("acme");
    ours = application.get(Organizations.class).find("acme").orElseThrow().id();
    assertThat(Demonstrated.in(application, home)).isEqualTo(ExitCode.DONE);
    theirs = application.get(Organizations.class).find("demo").orElseThrow();
    application
        .get(Registration.class)
        .addOwner(
            theirs.id(),
            new NewPerson("Dora of Demo", "dora@demo.example", TestApplication.PASSWORD));
    application.signedIn("dora@demo.example");
    application
        .get(Invitations.class)
        .inviteAsOperator(theirs.id(), "invited@demo.example", Role.MEMBER);
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void noRouteGivesOrChangesWhatIsAnothers() {
    Map<String, String> before = snapshot();
    List<String> failures = new ArrayList<>();
    int tried = 0;
    for (Route route : Routes.of(application.context())) {
      for (String path : paths(route)) {
        tried++;
        Browser.Answer answer = call(route, path);
        boolean isRefused =
            route.method().equals("GET")
                ? Set.of(403, 404).contains(answer.status())
                // A form that is refused for other reasons leads back.
                : Set.of(303, 400, 403, 404, 405, 422).contains(answer.status());
        if ((route.hasVariables() && !isRefused) || tells(answer)) {
          failures.add(route + " as " + path + " answered " + answer.status());
        }
      }
    }

    assertThat(failures).isEmpty();
    assertThat(tried).isGreaterThan(40);
    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void noTableOrViewShowsWhatIsAnothers() {
    List<String> failures = new ArrayList<>();
    int closed = 0;
    int own = 0;
    for (Table table : tables()) {
      try {
        long others =
            application
                .database()
                .tenants()
                .readOnly(
                    ours,
                    sql ->
                        sql.sql(
                                table.hasTenants()
                                    ? "select count(*) from %s where tenant_id <> ?"
                                        .formatted(table.name())
                                    : "select count(*) from %s where ?::uuid is not null"
                                        .formatted(table.name()))
                            .param(ours.value())
                            .query(Long.class)
                            .single());
        own++;
        // The numbers of encryption keys are the instance's; they open nothing.
        if (others > 0 && !table.name().equals("fleet.vault_key")) {
          failures.add(table.name() + " shows " + others + " rows");
        }
      } catch (DataAccessException denied) {
        closed++;
      }
    }

    assertThat(failures).isEmpty();
    assertThat(own).as("tables with rows of one's own").isGreaterThan(15);
    assertThat(closed).as("tables that no tenant reads").isGreaterThan(10);
  }

  @Test
  void theOtherOrganizationHasSomethingToHide() {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Table table : tables()) {
      if (table.hasTenants()) {
        count(table, theirs.id()).ifPresent(count -> rows.put(table.name(), count));
      }
    }

    assertThat(rows.values().stream().filter(count -> count > 0)).hasSizeGreaterThan(12);
    assertThat(rows.get("fleet.signal")).isPositive();
    assertThat(rows.get("fleet.directive")).isPositive();
    assertThat(rows.get("fleet.execution")).isPositive();
    assertThat(rows.get("fleet.connection")).isPositive();
  }

  // --- what the tests use -----------------------------------------------------------------------

  private Browser.Answer call(Route route, String path) {
    return switch (route.method()) {
      case "GET" -> browser.page(path);
      case "POST" -> browser.submit(path, Map.of());
      default ->
          browser.send(
              browser
                  .request(path)
                  .method(route.method(), java.net.http.HttpRequest.BodyPublishers.noBody()));
    };
  }

  /** The addresses to try: none for what ends our own session or never ends. */
  private List<String> paths(Route route) {
    String pattern = route.pattern();
    if (Set.of("/logout", "/live", "/error").contains(pattern)
        || pattern.startsWith("/control/")
        || NOBODYS.stream().anyMatch(pattern::startsWith)
        || (!route.hasVariables() && !route.method().equals("GET"))) {
      return List.of();
    }
    if (!route.hasVariables()) {
      return List.of(pattern, pattern + "?organization=" + theirs.id() + "&tenant=" + theirs.id());
    }
    List<String> paths = new ArrayList<>();
    for (String kind :
        pattern.contains("{kind}") ? List.of("run", "signal", "directive") : List.of("")) {
      String known = pattern.replace("{kind}", kind);
      String longest =
          OTHERS_ROWS.keySet().stream()
              .filter(known::startsWith)
              .reduce("", (one, other) -> other.length() > one.length() ? other : one);
      assertThat(longest).as("a line of OTHERS_ROWS for the variables of " + route).isNotEmpty();
      paths.add(known.replaceAll("\\{[^}]+}", theirRow(String.valueOf(OTHERS_ROWS.get(longest)))));
    }
    return paths;
  }

  private String theirRow(String place) {
    String[] words = place.split("\\.");
    String query =
        "select %s::text from fleet.%s where tenant_id = ? limit 1".formatted(words[2], words[1]);
    Optional<String> found =
        words[0].equals("identity")
            ? application
                .database()
                .identity()
                .sql()
                .sql(query)
                .param(theirs.id().value())
                .query((row, index) -> row.getString(1))
                .optional()
            : application
                .database()
                .tenants()
                .readOnly(
                    theirs.id(),
                    sql ->
                        sql.sql(query)
                            .param(theirs.id().value())
                            .query((row, index) -> row.getString(1))
                            .optional());
    return found.orElseGet(() -> UUID.randomUUID().toString());
  }

  private boolean tells(Browser.Answer answer) {
    return answer.body().contains("dora@demo.example")
        || answer.body().contains("Dora of Demo")
        || answer.body().contains("invited@demo.example")
        || (answer.body().contains(theirs.id().toString())
            && !answer.body().contains("organization=" + theirs.id()));
  }

  private Map<String, String> snapshot() {
    Map<String, String> hashes = new TreeMap<>();
    for (Table table : tables()) {
      if (table.hasTenants() && !RESTLESS.contains(table.name())) {
        ofTheirs(
                "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from %s t where tenant_id = ?"
                    .formatted(table.name()),
                theirs.id())
            .ifPresent(hash -> hashes.put(table.name(), hash));
      }
    }
    assertThat(hashes).hasSizeGreaterThan(12);
    return hashes;
  }

  private Optional<Long> count(Table table, TenantId tenant) {
    return ofTheirs("select count(*) from %s where tenant_id = ?".formatted(table.name()), tenant)
        .map(Long::parseLong);
  }

  private Optional<String> ofTheirs(String query, TenantId tenant) {
    try {
      return application.database().tenants().readOnly(tenant, sql -> first(sql, query, tenant));
    } catch (DataAccessException notTheirs) {
      try {
        return first(application.database().identity().sql(), query, tenant);
      } catch (DataAccessException closed) {
        return Optional.empty();
      }
    }
  }

  private static Optional<String> first(JdbcClient sql, String query, TenantId tenant) {
    return sql.sql(query).param(tenant.value()).query((row, index) -> row.getString(1)).optional();
  }

  private List<Table> tables() {
    return application
        .database()
        .owner()
        .sql()
        .sql(TABLES)
        .query((row, index) -> new Table(row.getString("name"), row.getBoolean("tenants")))
        .list();
  }
}
