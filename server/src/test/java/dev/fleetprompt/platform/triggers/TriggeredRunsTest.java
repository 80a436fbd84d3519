package dev.fleetprompt.platform.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.StoreDefinition;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalImport;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Triggers through the real queue, to real runs. */
class TriggeredRunsTest {

  private static final String WORKFLOW =
      """
      document: {dsl: 1.0.3, namespace: test, name: test, version: 1.0.0}
      do:
        - note: {set: {order: "${ .data.number }"}}
      """;

  private static final int EVENTS = 50;

  @Test
  void eachOfManyEventsStartsOneRunThatKnowsIt() {
    try (TestPlatform platform = TestPlatform.start()) {
      TenantId tenant = platform.organization("acme");
      UUID definition = platform.database().ids().next();
      platform.commit(
          new UnitOfWork(tenant)
              .add(
                  new StoreDefinition(
                      definition,
                      "test",
                      "test",
                      "1.0.0",
                      WORKFLOW,
                      Optional.empty(),
                      Optional.empty()))
              .add(
                  new TriggerChange.Create(
                      platform.database().ids().next(),
                      "orders",
                      new SignalType("shop.order.placed"),
                      Optional.of(ExactJson.read("{\"data.number\": {\"ge\": 10}}")),
                      new Target(
                          definition, "test", "1.0.0", Optional.empty(), ExactJson.read("{}")))));
      assertThat(platform.get(Subscriptions.class).settle(Duration.ofSeconds(10))).isTrue();

      List<OutsideEvent> events =
          IntStream.range(0, EVENTS).mapToObj(TriggeredRunsTest::order).toList();
      SignalImport imports = platform.get(SignalImport.class);
      imports.take(tenant, events.iterator(), Actor.integration("test"));
      imports.take(tenant, events.iterator(), Actor.integration("test"));

      Await.until("the runs have ended", () -> ended(platform, tenant).size() == EVENTS - 10);
      assertThat(ended(platform, tenant))
          .extracting(run -> run.output().orElseThrow().path("order").intValue())
          .doesNotHaveDuplicates()
          .allMatch(number -> number >= 10);
    }
  }

  private static List<Execution> ended(TestPlatform platform, TenantId tenant) {
    return platform.get(Executions.class).page(tenant, Executions.Query.newest(200)).stream()
        .filter(run -> run.status().ended())
        .toList();
  }

  private static OutsideEvent order(int number) {
    return new OutsideEvent(
        "urn:shop",
        "o" + number,
        "shop.order.placed",
        Optional.empty(),
        Optional.empty(),
        new Signal.Payload.Json(ExactJson.read("{\"number\": " + number + "}"), Optional.empty()),
        Map.of());
  }
}
