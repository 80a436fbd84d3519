package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.signals.SubscriptionChange;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The platform with a tenant whose runs hear of orders. */
final class ListeningPlatform implements AutoCloseable {

  static final String HEAD =
      """
      document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
      do:
      """;

  /** Waits for the payment of the order in the input. */
  static final String PAYMENT =
      """
      - pay:
          listen:
            to:
              one:
                with: {type: shop.order.paid}
                correlate: {order: {from: .data.order, expect: '${ .order }'}}
          output: {as: '${ .[0] }'}
      """;

  final TestPlatform platform = TestPlatform.start(TestCapabilities.class);
  final TenantId tenant = platform.organization("acme");
  private final AtomicInteger events = new AtomicInteger();

  ListeningPlatform() {
    subscribe("shop.order.paid", "shop.order.sent", "shop.order.closed");
  }

  void subscribe(String... types) {
    platform.commit(
        new UnitOfWork(tenant)
            .add(
                new SubscriptionChange.Subscribe(
                    platform.database().ids().next(),
                    Set.of(types).stream()
                        .map(SignalType::new)
                        .collect(java.util.stream.Collectors.toSet()))));
    assertThat(platform.get(Subscriptions.class).settle(Duration.ofSeconds(10))).isTrue();
  }

  UUID begin(String tasks, String input) {
    return platform.run(tenant, HEAD + tasks, json(input));
  }

  /** A stored definition of these tasks. */
  UUID define(String tasks) {
    UUID definition = platform.database().ids().next();
    platform.commit(new UnitOfWork(tenant).add(store(definition, "test", "1.0.0", HEAD + tasks)));
    return definition;
  }

  static StoreDefinition store(UUID id, String name, String version, String content) {
    return new StoreDefinition(
        id, "test", name, version, content, Optional.empty(), Optional.empty());
  }

  void post(String type, String data) {
    platform.commit(new UnitOfWork(tenant).add(signal(type, data)));
  }

  AppendSignal signal(String type, String data) {
    return platform
        .get(SignalEntry.class)
        .outside(
            tenant,
            new OutsideEvent(
                "urn:shop",
                "e" + events.incrementAndGet(),
                type,
                Optional.empty(),
                Optional.empty(),
                new Signal.Payload.Json(json(data), Optional.empty()),
                Map.of()),
            Actor.integration("test"));
  }

  void waits(UUID run) {
    Await.until("it waits", () -> platform.find(tenant, run).status() == ExecutionStatus.WAITING);
  }

  Execution ended(UUID run) {
    return platform.ended(tenant, run);
  }

  long count(String sql, Object... values) {
    return platform
        .database()
        .engine()
        .sql()
        .sql("select count(*) from " + sql)
        .params(List.of(values))
        .query(Long.class)
        .single();
  }

  /** The orders of the events in a run's output, in order. */
  static List<String> texts(JsonNode array, String member) {
    return IntStream.range(0, array.size())
        .mapToObj(i -> array.get(i).path(member).asString())
        .toList();
  }

  static JsonNode json(String text) {
    return ExactJson.read(text);
  }

  @Override
  public void close() {
    platform.close();
  }
}
