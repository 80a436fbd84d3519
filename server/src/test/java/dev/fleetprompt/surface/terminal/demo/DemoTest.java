package dev.fleetprompt.surface.terminal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.FleetPrompt;
import dev.fleetprompt.platform.identity.Origin;
import dev.fleetprompt.platform.identity.SignIns;
import dev.fleetprompt.platform.retention.Retention;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The demonstration with everything real but Mattermost, whose place the local receiver takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class DemoTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalDate DAY = LocalDate.of(2011, 11, 17);

  @TempDir private static Path home;
  private final TestDatabase database = TestDatabase.fresh();
  private ConfigurableApplicationContext application;

  @BeforeAll
  void start() {
    application =
        new SpringApplicationBuilder(FleetPrompt.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "fleet.home", home.toString(),
                    "fleet.database.url", database.login().jdbcUrl(),
                    "fleet.database.user", database.login().user(),
                    "fleet.database.password", database.login().password()))
            .run();
  }

  @AfterAll
  void stop() {
    application.close();
    database.close();
  }

  private record Shown(ExitCode exit, JsonNode figures, String text) {}

  private Shown demo(Path orders) throws Exception {
    StringBuilder text = new StringBuilder();
    Console console =
        new Console() {
          @Override
          public void say(String line) {
            text.append(line).append('\n');
          }

          @Override
          public void warn(String line) {
            text.append("WARNING ").append(line).append('\n');
          }
        };
    Request.Demo request =
        new Request.Demo(
            true,
            Optional.of(
                new Request.OrderImport(
                    orders,
                    new Request.ReadingOptions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))),
            Optional.of(DAY),
            Optional.of(LONDON),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(Path.of("out.json")),
            0);
    ExitCode exit = application.getBean(Demonstration.class).perform(request, home, console);
    return new Shown(
        exit, ExactJson.read(Files.readString(home.resolve("out.json"))), text.toString());
  }

  private Path orders() throws Exception {
    StringBuilder csv = new StringBuilder("InvoiceNo,InvoiceDate,CustomerID,TotalPrice\n");
    for (int i = 0; i < 700; i++) {
      csv.append("A%d,2011-11-%02d,17850,%d.1\n".formatted(i, 11 + i % 7, i));
    }
    csv.append("B1,not a date,17850,5\n");
    return Files.writeString(home.resolve("orders.csv"), csv);
  }

  private static int posts() throws Exception {
    return Files.readAllLines(home.resolve("receiver").resolve("posts.jsonl")).size();
  }

  @Test
  void aFirstDemonstrationEndsInAPostWithTheDaysFigures() throws Exception {
    Shown shown = demo(orders());

    assertThat(shown.exit()).isEqualTo(ExitCode.DONE);
    assertThat(shown.text())
        .contains("700 new", "1 rows were left out", "line 702", "The digest, as it arrived")
        .contains("package.install.completed", "mattermost.message.posted", "value.digest.posted")
        .contains("First value");
    assertThat(shown.figures().path("orders").longValue()).isEqualTo(100);
    assertThat(shown.figures().path("revenue").decimalValue()).isEqualByComparingTo("35260.0");
    assertThat(shown.figures().path("posted_by_this_run").booleanValue()).isTrue();
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void aSecondOneImportsNothingAndPostsNothingTwice() throws Exception {
    assertThat(application.getBean(Retention.class).run())
        .as("retention in between")
        .hasValueSatisfying(report -> assertThat(report.complete()).isTrue());

    Shown shown = demo(orders());

    assertThat(shown.exit()).isEqualTo(ExitCode.DONE);
    assertThat(shown.text())
        .contains("0 new, 700 known before", "nothing changed", "is installed already")
        .contains("this window was posted before at");
    assertThat(shown.figures().path("orders").longValue()).isEqualTo(100);
    assertThat(shown.figures().path("posted_by_this_run").booleanValue()).isFalse();
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void beyondTheHoursLimitThereIsAPreviewOfTheSameWindow() throws Exception {
    Shown third = demo(orders());
    Shown fourth = demo(orders());

    assertThat(third.text()).doesNotContain("preview");
    assertThat(fourth.exit()).isEqualTo(ExitCode.DONE);
    assertThat(fourth.text()).contains("Preview, not posted", "next at");
    assertThat(fourth.figures().path("orders").longValue()).isEqualTo(100);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void theLoginIsMadeOnceAndSignsIn() {
    Organization organization =
        application.getBean(Organizations.class).create("shown", "Shown", LONDON);
    DemoOwner owner = application.getBean(DemoOwner.class);

    DemoOwner.Login login = owner.makeIfNobodyIsThere(organization).orElseThrow();

    assertThat(
            application
                .getBean(SignIns.class)
                .enter(login.email(), login.password(), new Origin("127.0.0.1", "test")))
        .isInstanceOf(SignIns.Progress.Done.class);
    assertThat(owner.makeIfNobodyIsThere(organization)).isEmpty();
  }
}
