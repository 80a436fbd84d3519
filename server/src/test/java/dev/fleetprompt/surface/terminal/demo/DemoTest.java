package dev.fleetprompt.surface.terminal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.FleetPrompt;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.surface.terminal.orders.Reading;
import dev.fleetprompt.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
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

  private record Shown(Demo.Result result, String text) {}

  private Shown demo(Path orders) {
    StringWriter text = new StringWriter();
    Transcript transcript =
        new Transcript(new PrintWriter(text), application.getBean(Signals.class), LONDON);
    Demo.Result result =
        application
            .getBean(Demo.class)
            .run(
                new DemoOptions(
                    Optional.of(orders),
                    Reading.guessing(LONDON),
                    Optional.of(DAY),
                    LONDON,
                    Optional.empty(),
                    false,
                    home.resolve("posts.jsonl")),
                transcript);
    return new Shown(result, text.toString());
  }

  private Path orders() throws Exception {
    StringBuilder csv = new StringBuilder("InvoiceNo,InvoiceDate,CustomerID,TotalPrice\n");
    for (int i = 0; i < 700; i++) {
      csv.append("A%d,2011-11-%02d,17850,%d.1\n".formatted(i, 11 + i % 7, i));
    }
    csv.append("B1,not a date,17850,5\n");
    return Files.writeString(home.resolve("orders.csv"), csv);
  }

  @Test
  void aFirstDemonstrationEndsInAPostWithTheDaysFigures() throws Exception {
    Shown shown = demo(orders());

    assertThat(shown.result().outcome().run().status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(shown.text())
        .contains("700 new", "1 rows skipped", "line 702", "What arrived in Mattermost")
        .contains("package.install.completed", "mattermost.message.posted", "value.digest.posted")
        .contains("Time to first value");
    JsonNode business = business(shown);
    assertThat(business.path("count").longValue()).isEqualTo(100);
    assertThat(business.at("/sum/total").decimalValue()).isEqualByComparingTo("35260.0");
    assertThat(Files.readAllLines(home.resolve("posts.jsonl"))).hasSize(1);
  }

  @Test
  void aSecondOneImportsNothingAndPostsNothingTwice() throws Exception {
    Shown shown = demo(orders());

    assertThat(shown.text()).contains("0 new, 700 known already", "is installed already");
    assertThat(business(shown).path("count").longValue()).isEqualTo(100);
    assertThat(Files.readAllLines(home.resolve("posts.jsonl"))).hasSize(1);
  }

  @Test
  void figuresCanBeWrittenForPrograms() throws Exception {
    Shown shown = demo(orders());
    Path file = home.resolve("out.json");

    new DemoReport(application.getBean(Signals.class)).write(shown.result(), file);

    JsonNode json = ExactJson.read(Files.readString(file));
    assertThat(json.path("orders").longValue()).isEqualTo(100);
    assertThat(json.path("revenue").decimalValue()).isEqualByComparingTo("35260.0");
  }

  private static JsonNode business(Shown shown) {
    return shown.result().outcome().run().output().orElseThrow().at("/figures/business/0");
  }
}
