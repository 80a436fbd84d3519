package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Definition;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GatheringTest {

  private static final JsonNode CONFIGURATION = TestRun.yaml("{shop: north}");

  private static Definition scheduled(String on) {
    return TestRun.workflow(
        "schedule: { on: " + on + " }\ndo: [ { a: { set: { n: '${ length }' } } } ]");
  }

  private static Gathering offered(Gathering gathering, String event) {
    return gathering.offer(TestRun.yaml("{" + event + "}")).orElseThrow();
  }

  @Test
  void oneEventStartsARunWithTheArrayOfItsData() {
    Gathering gathering =
        Gathering.begin(
            scheduled(
                "{ one: { with: { type: paid, data: { shop: '${ . == $config.shop }' } } } }"),
            CONFIGURATION);
    assertThat(gathering.awaited()).containsExactly(new Awaited("paid", List.of()));
    assertThat(gathering.offer(TestRun.yaml("{type: paid, data: {shop: south}}"))).isEmpty();
    Gathering complete = offered(gathering, "type: paid, data: {shop: north}");
    assertThat(complete.complete()).isTrue();
    assertThat(complete.awaited()).isEmpty();
    assertThat(complete.input()).isEqualTo(TestRun.yaml("[{shop: north}]"));
    assertThat(complete.offer(TestRun.yaml("{type: paid, data: {shop: north}}"))).isEmpty();
    assertThat(gathering.complete()).isFalse();
  }

  @Test
  void allEventsOfACorrelationStartARunAlsoWhenItWasStoredBetween() {
    Definition definition =
        scheduled(
            """
            { all: [ { with: { type: paid }, correlate: { order: { from: .data.order } } },
                     { with: { type: sent }, correlate: { order: { from: .data.order }, shop: { from: .shop, expect: '${ $config.shop }' } } } ] }
            """);
    Gathering first =
        offered(Gathering.begin(definition, CONFIGURATION), "type: paid, data: {order: 1}");
    JsonNode stored = CanonicalJson.read(CanonicalJson.write(first.snapshot()));
    Gathering restored = Gathering.restore(definition, CONFIGURATION, stored);
    assertThat(restored.awaited()).isEqualTo(first.awaited());
    assertThat(restored.offer(TestRun.yaml("{type: sent, shop: north, data: {order: 2}}")))
        .isEmpty();
    assertThat(restored.offer(TestRun.yaml("{type: sent, shop: south, data: {order: 1}}")))
        .isEmpty();
    assertThat(offered(restored, "type: sent, shop: north, data: {order: 1}").input())
        .isEqualTo(TestRun.yaml("[{order: 1}, {order: 1}]"));
  }

  @Test
  void anyGathersUntilItsEnd() {
    Gathering counted =
        Gathering.begin(
            scheduled("{ any: [ { with: { type: vote } } ], until: '(. | length) == 2' }"),
            CONFIGURATION);
    assertThat(offered(counted, "type: vote, data: 1").complete()).isFalse();
    assertThat(offered(offered(counted, "type: vote, data: 1"), "type: vote, data: 2").input())
        .isEqualTo(TestRun.yaml("[1, 2]"));
    Gathering ended =
        Gathering.begin(
            scheduled(
                "{ any: [ { with: { type: vote } } ], until: { one: { with: { type: end } } } }"),
            CONFIGURATION);
    Gathering all = offered(offered(ended, "type: vote, data: 1"), "type: end, data: 7");
    assertThat(all.complete()).isTrue();
    assertThat(all.input()).isEqualTo(TestRun.yaml("[1]"));
  }

  @Test
  void onlyASchedulesEventsAreGathered() {
    Definition definition = TestRun.workflow("do: [ { a: { wait: PT1S } } ]");
    assertThatThrownBy(() -> Gathering.begin(definition, CONFIGURATION))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
