package dev.fleetprompt.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableTest {

  private static final Report REPORT =
      new Report(
          "workflows",
          "a backlog",
          List.of("starts are included"),
          List.of(
              new Row("ours", "workflows", Unit.PER_SECOND, Series.of(5_800, 6_000, 6_100)),
              new Row("theirs", "workflows", Unit.PER_SECOND, Series.of(800, 1_000, 900)),
              new Row("ours", "p99", Unit.MILLISECONDS, Series.of(4))),
          List.of(
              Goal.atLeast("against theirs", 7, 6.667, Unit.TIMES),
              Goal.atMost("p99", 10, 4, Unit.MILLISECONDS)));

  @Test
  void columnsStandUnderEachOther() {
    assertThat(Table.of(REPORT))
        .isEqualTo(
            """

            workflows: a backlog
                                  median   least … most  ours ÷ it
              ours    workflows  6,000/s  5,800 … 6,100
              theirs  workflows    900/s    800 … 1,000      6.67x
              ours    p99        4.00 ms      one round
              note: starts are included
              MISSED  against theirs ≥ 7.00x: 6.67x, 0.95 of the goal
              met     p99 ≤ 10.00 ms: 4.00 ms, 2.50 of the goal
            """);
  }

  @Test
  void whereLessIsBetterTheRatioStillTellsHowMuchBetterOursIs() {
    Row ours = new Row("ours", "p50", Unit.MILLISECONDS, Series.of(2));
    Row theirs = new Row("theirs", "p50", Unit.MILLISECONDS, Series.of(6));
    assertThat(ours.against(theirs)).isEqualTo(3);
  }

  @Test
  void theJsonHoldsEveryRoundAndVerdict() {
    JsonNode root =
        JsonMapper.shared().readTree(JsonReport.of(Map.of("cores", "2"), true, List.of(REPORT)));

    assertThat(root.at("/surroundings/cores").asString()).isEqualTo("2");
    assertThat(root.at("/quick").asBoolean()).isTrue();
    assertThat(root.at("/measures/0/rows/1/rounds").size()).isEqualTo(3);
    assertThat(root.at("/measures/0/rows/1/median").asDouble()).isEqualTo(900);
    assertThat(root.at("/measures/0/goals/0/met").asBoolean()).isFalse();
    assertThat(root.at("/measures/0/goals/1/ratio").asDouble()).isEqualTo(2.5);
  }
}
