package dev.fleetprompt.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.isolation.Routes.Route;
import dev.fleetprompt.testing.Browser;
import dev.fleetprompt.testing.TestApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** As whom the statements of requests run, seen by the database itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {
  private static final String TAKE_ROLE = "select set_config('role', ?, true)";

  @TempDir private static Path home;

  private TestApplication application;
  private Browser browser;

  @BeforeAll
  void start() {
    application = TestApplication.start(home, Map.of(), StatementProbe.class);
    browser = application.owner("acme");
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @Test
  void everyStatementOfARequestRunsAsItsTenant() {
    String tenant = application.database().instance().tenantRole("acme");
    String identity = application.database().instance().identityRole();
    StatementProbe.SEEN.clear();
    for (Route route : Routes.of(application.context())) {
      if (route.method().equals("GET")
          && !route.hasVariables()
          && !Set.of("/live", "/error", "/health/ready").contains(route.pattern())) {
        browser.page(route.pattern());
      }
    }

    List<StatementProbe.Seen> seen = List.copyOf(StatementProbe.SEEN);
    assertThat(seen.stream().filter(one -> one.pool().equals("app"))).hasSizeGreaterThan(10);
    assertThat(seen)
        .allSatisfy(one -> {
          switch (one.pool()) {
            case "app" ->
                assertThat(one)
                    .satisfiesAnyOf(
                        any -> assertThat(any.role()).isEqualTo(tenant),
                        any -> assertThat(any.sql()).isEqualTo(TAKE_ROLE));
            case "identity" -> assertThat(one.role()).isEqualTo(identity);
            default -> throw new AssertionError("reading a page needs no " + one);
          }
        });
  }

  @Test
  void whoComesIsFoundOutWithOneStatement() {
    StatementProbe.SEEN.clear();

    browser.page("/settings/organization");

    assertThat(StatementProbe.SEEN)
        .filteredOn(one -> one.pool().equals("identity"))
        .singleElement()
        .satisfies(one -> assertThat(one.sql()).contains("fleet.session", "fleet.membership"));
  }
}
