package dev.fleetprompt.platform.executions;

import static dev.fleetprompt.platform.executions.ListeningPlatform.PAYMENT;
import static dev.fleetprompt.platform.executions.ListeningPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.waits.Condition;
import dev.fleetprompt.platform.waits.LookBack;
import dev.fleetprompt.platform.waits.SignalMessages;
import dev.fleetprompt.platform.waits.WaitChange;
import dev.fleetprompt.testing.Await;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListeningRunsTest {

  private static final String COLLECT =
      """
      - collect:
          listen:
            to:
              any: [{with: {type: shop.order.paid}, correlate: {order: {from: .data.order, expect: '${ .order }'}}}]
              until: '${ length == %d }'
          metadata: {since: start}
          foreach: {item: event, do: [{one: {set: {n: '${ $event.n }'}}}]}
      """;

  private final ListeningPlatform shop = new ListeningPlatform();

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void aRunParksAsARowAndGoesOnWithItsSignal() {
    UUID run = shop.begin(PAYMENT, "{\"order\": \"a1\"}");
    shop.waits(run);
    assertThat(shop.count("fleet.queue where item_id = ?", run)).isZero();
    assertThat(shop.count("fleet.wait where item_id = ?", run)).isEqualTo(1);

    shop.post("shop.order.paid", "{\"order\": \"a1\", \"sum\": 12.50}");

    assertThat(shop.ended(run).output()).contains(json("{\"order\": \"a1\", \"sum\": 12.5}"));
    assertThat(shop.count("fleet.wait where item_id = ?", run)).isZero();
    assertThat(shop.count("fleet.inbox where item_id = ?", run)).isZero();
  }

  @Test
  void whatARunTookIsNotFoundForItsNextListenInAnotherProcess() {
    String since = PAYMENT.replace("  output:", "  metadata: {since: start}\n    output:");
    UUID run =
        shop.begin(
            since + since.replace("- pay:", "- payAgain:").replace("'${ .order }'", "a2"),
            "{\"order\": \"a2\"}");
    shop.waits(run);
    shop.post("shop.order.paid", "{\"order\": \"a2\"}");
    Await.until(
        "the second listen waits",
        () ->
            shop.count("fleet.wait where item_id = ? and listen like '%payAgain%'", run) == 1
                && shop.count("fleet.inbox where item_id = ? and body is null", run) == 1);

    String listen =
        shop.platform
            .database()
            .engine()
            .sql()
            .sql("select listen from fleet.wait where item_id = ?")
            .param(run)
            .query(String.class)
            .single();
    WaitChange.Begin again =
        new WaitChange.Begin(
            Runs.item(shop.tenant, run),
            listen,
            List.of(Condition.of(new SignalType("shop.order.paid"))),
            Instant.EPOCH);
    LookBack.Request request = new LookBack.Request(List.of(again), Optional.empty());
    assertThat(shop.platform.get(LookBack.class).find(List.of(request)).getFirst().messages())
        .noneMatch(message -> message.body().path("data").path("order").asString().equals("a2"));
  }

  @Test
  void anotherOrdersSignalPassesBy() {
    UUID run = shop.begin(PAYMENT, "{\"order\": \"b1\"}");
    shop.waits(run);

    shop.post("shop.order.paid", "{\"order\": \"b2\"}");
    shop.post("shop.order.paid", "{\"order\": \"b1\", \"right\": true}");

    assertThat(shop.ended(run).output().orElseThrow().path("right").asBoolean()).isTrue();
  }

  @Test
  void aListenSinceTheStartGetsWhatCameBefore() {
    UUID run =
        shop.begin(
            """
            - pause: {wait: {milliseconds: 500}}
            """
                + PAYMENT.replace("  output:", "  metadata: {since: start}\n    output:"),
            "{\"order\": \"c1\"}");
    shop.waits(run);

    shop.post("shop.order.paid", "{\"order\": \"c1\", \"early\": true}");

    assertThat(shop.ended(run).output().orElseThrow().path("early").asBoolean()).isTrue();
  }

  @Test
  void whatCameBeforeTheTaskPassesBy() {
    UUID run =
        shop.begin("- pause: {wait: {milliseconds: 500}}\n" + PAYMENT, "{\"order\": \"d1\"}");
    shop.waits(run);
    shop.post("shop.order.paid", "{\"order\": \"d1\", \"early\": true}");
    Await.until("it listens", () -> shop.count("fleet.wait where item_id = ?", run) == 1);

    shop.post("shop.order.paid", "{\"order\": \"d1\", \"early\": false}");

    assertThat(shop.ended(run).output().orElseThrow().path("early").asBoolean()).isFalse();
  }

  @Test
  void manySignalsOfOneCorrelationAreTakenOnceAndInOrder() {
    int many = 200;
    UUID run = shop.begin(COLLECT.formatted(many), "{\"order\": \"e1\"}");
    for (int i = 0; i < many; i++) {
      shop.post("shop.order.paid", "{\"order\": \"e1\", \"n\": " + i + "}");
    }

    List<String> taken = ListeningPlatform.texts(shop.ended(run).output().orElseThrow(), "n");
    assertThat(taken)
        .containsExactlyElementsOf(IntStream.range(0, many).mapToObj(Integer::toString).toList());
  }

  @Test
  void aSignalThatIsDeliveredAgainIsNotTakenAgain() {
    UUID run = shop.begin(COLLECT.formatted(2), "{\"order\": \"f1\"}");
    shop.waits(run);
    AppendSignal signal = shop.signal("shop.order.paid", "{\"order\": \"f1\", \"n\": 1}");
    shop.platform.commit(new UnitOfWork(shop.tenant).add(signal));
    UUID id = signal.signal().id();
    Await.until(
        "it is taken",
        () ->
            shop.count(
                    "fleet.inbox where item_id = ? and message_id = ? and body is null",
                    run,
                    SignalMessages.id(id))
                == 1);

    shop.platform.commit(
        new UnitOfWork(shop.tenant)
            .add(
                new QueueChange.Deliver(
                    Runs.item(shop.tenant, run),
                    SignalMessages.id(id),
                    json(
                        "{\"type\": \"shop.order.paid\", \"data\": {\"order\": \"f1\", \"n\": 1}}"))));
    shop.post("shop.order.paid", "{\"order\": \"f1\", \"n\": 2}");

    assertThat(ListeningPlatform.texts(shop.ended(run).output().orElseThrow(), "n"))
        .containsExactly("1", "2");
  }

  @Test
  void allOfSeveralEventsAreWaitedFor() {
    UUID run =
        shop.begin(
            """
            - both:
                listen:
                  to:
                    all:
                      - with: {type: shop.order.paid}
                        correlate: {order: {from: .data.order, expect: '${ .order }'}}
                      - with: {type: shop.order.sent}
                        correlate: {order: {from: .data.order, expect: '${ .order }'}}
            """,
            "{\"order\": \"g1\"}");
    shop.waits(run);
    shop.post("shop.order.sent", "{\"order\": \"g1\", \"what\": \"sent\"}");
    shop.post("shop.order.sent", "{\"order\": \"g1\", \"what\": \"sent again\"}");
    Await.until(
        "one is taken",
        () ->
            shop.count("fleet.journal where execution_id = ? and kind = 'event.received'", run)
                == 1);
    shop.post("shop.order.paid", "{\"order\": \"g1\", \"what\": \"paid\"}");

    assertThat(ListeningPlatform.texts(shop.ended(run).output().orElseThrow(), "what"))
        .containsExactly("sent", "paid");
  }

  @Test
  void aCancelledRunLeavesNoWaits() {
    UUID run = shop.begin(PAYMENT, "{\"order\": \"h1\"}");
    shop.waits(run);

    shop.platform.get(Executions.class).cancel(shop.tenant, run, Actor.PLATFORM, "enough");

    assertThat(shop.ended(run).status()).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(shop.count("fleet.wait where item_id = ?", run)).isZero();
  }

  @Test
  void aListenThatTimesOutNoLongerWaits() {
    UUID run =
        shop.begin(
            """
            - attempt:
                try:
                  - pay:
                      listen: {to: {one: {with: {type: shop.order.paid}}}}
                      timeout: {after: {milliseconds: 300}}
                catch:
                  errors: {with: {status: 408}}
                  do: [{late: {set: {late: true}}}]
            - pause: {wait: {seconds: 30}}
            """,
            "{\"order\": \"i1\"}");

    Await.until(
        "the pause is journalled",
        () ->
            shop.count("fleet.journal where execution_id = ? and kind = 'timer.fired'", run) == 1);
    shop.waits(run);
    assertThat(shop.count("fleet.wait where item_id = ?", run)).isZero();
  }

  @Test
  void everyOneOfManyRunsGetsItsSignalAmongOthers() {
    List<UUID> runs = new ArrayList<>();
    UUID definition = shop.define(PAYMENT);
    IntStream.range(0, 300)
        .forEach(i -> {
          UUID id = shop.platform.database().ids().next();
          runs.add(id);
          shop.platform.commit(
              new UnitOfWork(shop.tenant)
                  .add(shop.platform.start(id, definition, json("{\"order\": \"j" + i + "\"}"))));
        });
    runs.forEach(shop::waits);
    IntStream.range(0, 300)
        .forEach(
            i -> shop.post("shop.order.paid", "{\"order\": \"j" + i + "\", \"n\": " + i + "}"));

    for (int i = 0; i < runs.size(); i++) {
      assertThat(shop.ended(runs.get(i)).output().orElseThrow().path("n").asInt()).isEqualTo(i);
    }
  }
}
