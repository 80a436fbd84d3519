package dev.fleetprompt.capability.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.capability.reporting.Records.Failure;
import dev.fleetprompt.capability.reporting.Records.Standing;
import dev.fleetprompt.capability.reporting.Records.What;
import dev.fleetprompt.capability.reporting.Wording.Row;
import dev.fleetprompt.platform.functions.CallContext;
import dev.fleetprompt.platform.functions.FunctionFailedException;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.templates.Template;
import dev.fleetprompt.platform.templates.TextFormat;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummarizeActivityTest {

  private static final Measure ORDERS =
      new Measure("shop.order.placed", "Orders", Optional.of("total"), Optional.of("Revenue"));
  private static final UUID DOUBTFUL = UUID.fromString("01990000-0000-7000-8000-000000000001");

  private final FakeRecords records = new FakeRecords();
  private final CallContext context =
      new CallContext(
          new TenantId(new UUID(0, 1)),
          new UUID(0, 2),
          Optional.empty(),
          "/do/0/summarize",
          Instant.parse("2011-11-18T08:00:00Z"));

  private Summary summary(Window window, int most) throws FunctionFailedException {
    return new SummarizeActivity(records)
        .call(
            new SummarizeActivity.Question(
                window.from(),
                window.to(),
                window.zone().getId(),
                Optional.of(List.of(ORDERS)),
                Optional.of("GBP"),
                Optional.of(most),
                Optional.of(true)),
            context);
  }

  private Summary ofDay(String day, String zone) throws FunctionFailedException {
    return summary(Window.ofDay(LocalDate.parse(day), ZoneId.of(zone)), 20);
  }

  private Summary today() throws FunctionFailedException {
    return ofDay("2011-11-17", "Europe/London");
  }

  private static String digest(Summary summary) throws Exception {
    return template().render(ExactJson.node(summary.text()), 15_900);
  }

  private static Template template() throws Exception {
    Path file = Path.of("../packages/daily-ops-digest/templates/digest.mattermost.md");
    return Template.of(Files.readString(file), TextFormat.MATTERMOST);
  }

  @Test
  void ordersAndRevenueAreComparedWithTheDayBefore() throws Exception {
    records.event("shop.order.placed", "2011-11-16T10:00:00Z", "total", "100.00");
    records.event("shop.order.placed", "2011-11-17T00:00:00Z", "total", "22.200000000000003");
    records.event("shop.order.placed", "2011-11-17T23:59:59Z", "total", "100.10");
    records.event("shop.order.placed", "2011-11-18T00:00:00Z", "total", "1");

    assertThat(today().text().business())
        .containsExactly(
            new Row("Orders", "2", "1", "+1 (+100.0 %)"),
            new Row("Revenue (GBP)", "122.30", "100.00", "+22.30 (+22.3 %)"));
  }

  @Test
  void sumsAreExactUntilTheyAreShown() throws Exception {
    records.event("shop.order.placed", "2011-11-17T10:00:00Z", "total", "22.200000000000003");
    records.event("shop.order.placed", "2011-11-17T11:00:00Z", "total", "0.000000000000004");

    assertThat(today().figures().business().getFirst().sum().orElseThrow().total())
        .isEqualByComparingTo("22.200000000000007");
  }

  @Test
  void nothingIsDividedByAnEmptyWindowBefore() throws Exception {
    records.event("shop.order.placed", "2011-11-17T10:00:00Z", "total", "10");

    assertThat(today().text().business()).extracting(Row::change).containsExactly("+1", "+10.00");
  }

  @Test
  void aKindThatStoppedIsShown() throws Exception {
    records.event("stock.counted", "2011-11-16T10:00:00Z");

    assertThat(today().text().business())
        .containsExactly(new Row("stock.counted", "0", "1", "−1 (−100.0 %)"));
  }

  @ParameterizedTest
  @CsvSource({
    "2011-03-27, Europe/London, 23",
    "2011-10-30, Europe/London, 25",
    "2011-11-17, Europe/London, 24",
    "2026-09-06, America/Santiago, 23",
  })
  void aDayIsAsLongAsItsClocksSay(String day, String zone, long hours) {
    Window window = Window.ofDay(LocalDate.parse(day), ZoneId.of(zone));

    assertThat(Duration.between(window.from(), window.to())).isEqualTo(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2011-03-27", "2011-03-28", "2011-10-30", "2011-10-31"})
  void theWindowBeforeADayIsTheDayBefore(String day) {
    ZoneId london = ZoneId.of("Europe/London");
    LocalDate date = LocalDate.parse(day);

    assertThat(Window.ofDay(date, london).before())
        .isEqualTo(Window.ofDay(date.minusDays(1), london));
  }

  @Test
  void theWindowBeforeAnyOtherIsAsLong() {
    Window window =
        new Window(
            Instant.parse("2026-03-29T00:30:00Z"),
            Instant.parse("2026-03-30T00:30:00Z"),
            ZoneId.of("Europe/Berlin"));

    assertThat(window.before().from()).isEqualTo(Instant.parse("2026-03-28T00:30:00Z"));
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsRefused() {
    SummarizeActivity.Question question =
        new SummarizeActivity.Question(
            Instant.EPOCH,
            Instant.EPOCH,
            "UTC",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> new SummarizeActivity(records).call(question, context))
        .isInstanceOf(FunctionFailedException.class)
        .hasMessageContaining("must end after it begins");
  }

  @Test
  void whatIsNotKnownIsSaidToBeUnknown() throws Exception {
    assertThat(today().text().platform()).contains("Cost: no model calls");
    records.cost = Figures.Cost.UNKNOWN;
    assertThat(today().text().platform()).contains("Cost: unknown");
    records.cost =
        new Figures.Cost(
            Optional.of(3L), Optional.of(new BigDecimal("0.0042")), Optional.of("USD"));
    assertThat(today().text().platform()).contains("Cost: 0.0042 USD for 3 model calls");
  }

  @Test
  void theNextStepIsTheMostUrgent() throws Exception {
    assertThat(today().text().nextStep()).isEqualTo("Nothing needs you.");
    records.platform.put("workflow.run.faulted", 2L);
    records.failures.add(new Failure(What.RUN, "sync-stock", "timeout", "It took too long."));
    assertThat(today().text().nextStep())
        .isEqualTo(
            "2 runs faulted, the latest of sync-stock (It took too long). Look at it and correct the cause.");
    records.failures.add(
        new Failure(What.DIRECTIVE, "mattermost.post", "webhook_refused", "It answered 404."));
    assertThat(today().text().nextStep()).startsWith("mattermost.post fails (It answered 404).");
    records.platform.put("package.install.failed", 1L);
    records.failures.add(new Failure(What.INSTALL, "a/b", "invalid", "No such zone."));
    assertThat(today().text().nextStep()).startsWith("Installing a/b failed (No such zone).");
    records.standing = new Standing(0, 0, 1, Optional.of(DOUBTFUL));
    assertThat(today().text().nextStep()).endsWith("fleet directive resolve " + DOUBTFUL);
  }

  @Test
  void alikeErrorsAreCounted() throws Exception {
    for (int i = 0; i < 3; i++) {
      records.failures.add(
          new Failure(What.DIRECTIVE, "mattermost.post", "refused", "Answered 404 (" + i + ")."));
    }
    records.failures.add(new Failure(What.RUN, "w", "timeout", "Too slow."));

    assertThat(today().text().errors())
        .containsExactly(
            new Wording.Line("3", "mattermost.post: Answered 404 (0)."),
            new Wording.Line("1", "w: Too slow."));
  }

  @Test
  void theDigestReadsWell() throws Exception {
    for (int i = 0; i < 136; i++) {
      records.event("shop.order.placed", "2011-11-17T00:00:00Z", "total", "410.921323529411764");
    }
    for (int i = 0; i < 124; i++) {
      records.event("shop.order.placed", "2011-11-16T00:00:00Z", "total", "390.6432258064516129");
    }
    records.platform.put("workflow.run.completed", 12L);
    records.platform.put("package.install.completed", 1L);

    assertThat(digest(today()))
        .isEqualTo(
            """
            #### Daily Ops Digest: Thursday, 17 November 2011

            | Business | This window | Window before | Change |
            |:---------|------------:|--------------:|-------:|
            | Orders | 136 | 124 | +12 (+9.7 %) |
            | Revenue (GBP) | 55,885.30 | 48,439.76 | +7,445.54 (+15.4 %) |

            **Platform**

            - Packages: 1 installed
            - Runs: 12 completed
            - Directives: none
            - Cost: no model calls

            **Next step:** Nothing needs you.

            *Times are those of Europe/London.*
            """);
  }

  @Test
  void tenThousandKindsOfEventsAndHugeErrorsStayWithinOnePost() throws Exception {
    String huge = "|@channel|<".repeat(20_000);
    for (int i = 0; i < 10_000; i++) {
      records.event("made.up.kind_" + i + "_" + "x".repeat(180), "2011-11-17T10:00:00Z");
      records.failures.add(new Failure(What.RUN, "w" + i, "c", huge));
    }

    String digest =
        digest(summary(Window.ofDay(LocalDate.parse("2011-11-17"), ZoneId.of("UTC")), 100));

    assertThat(digest).hasSizeLessThan(16_000).doesNotContain("@channel");
    assertThat(digest).endsWith("more lines");
  }

  @Test
  void whatIsLeftOutIsCounted() throws Exception {
    for (int i = 0; i < 25; i++) {
      records.event("kind." + (char) ('a' + i), "2011-11-17T10:00:00Z");
    }

    assertThat(digest(today())).contains("… and 5 more kinds of events");
  }

  @Test
  void anErrorCannotBreakTheDigest() throws Exception {
    records.failures.add(
        new Failure(
            What.RUN,
            "w",
            "c",
            "bad\n#### Heading\n| a | b |\n@all [click](https://evil.example) `code`"));

    String digest = digest(today());

    assertThat(digest.lines().filter(line -> line.startsWith("#"))).hasSize(1);
    assertThat(digest).doesNotContain("@all", "https://").doesNotContainPattern("(?<!\\\\)]\\(");
  }

  /** Sums generated orders a second way: as whole units of 10⁻¹⁵. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void figuresAgreeWithAPlainSum(long seed) throws Exception {
    Random random = new Random(seed);
    BigInteger units = BigInteger.ZERO;
    long count = 0;
    for (int i = 0; i < 2_000; i++) {
      BigInteger value = BigInteger.valueOf(random.nextLong(1_000_000_000_000_000_000L));
      Instant time =
          Instant.parse("2011-11-16T00:00:00Z").plusSeconds(random.nextInt(3 * 24 * 3600));
      records.events.add(
          new FakeRecords.Event(
              "shop.order.placed", time, Map.of("total", new BigDecimal(value, 15))));
      if (time.toString().startsWith("2011-11-17")) {
        units = units.add(value);
        count++;
      }
    }
    BigInteger cents =
        units
            .add(BigInteger.valueOf(5_000_000_000_000L))
            .divide(BigInteger.valueOf(10_000_000_000_000L));

    Row revenue = today().text().business().get(1);

    assertThat(today().text().business().getFirst().now())
        .isEqualTo(String.format(Locale.ROOT, "%,d", count));
    assertThat(new BigDecimal(revenue.now().replace(",", "")))
        .isEqualByComparingTo(new BigDecimal(cents, 2).setScale(2, RoundingMode.UNNECESSARY));
  }

  @Test
  void absurdSumsStayShort() throws Exception {
    records.event("shop.order.placed", "2011-11-17T10:00:00Z", "total", "1e300");

    assertThat(today().text().business().get(1).now()).isEqualTo("1E+300");
  }
}
