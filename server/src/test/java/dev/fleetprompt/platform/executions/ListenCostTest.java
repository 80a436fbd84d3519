package dev.fleetprompt.platform.executions;

import static dev.fleetprompt.platform.executions.ListeningPlatform.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.QueueRuntime;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalItems;
import dev.fleetprompt.platform.waits.SignalDelivery;
import dev.fleetprompt.testing.Await;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What waiting costs, and what is done in which order. */
class ListenCostTest {

  @Test
  void aListenThatParksCostsTwoCommitsAndItsWakeTwo() {
    try (ListeningPlatform shop = new ListeningPlatform()) {
      Await.until(
          "the node is there", () -> shop.platform.get(QueueRuntime.class).node().isPresent());
      long before = groups(shop);
      UUID run = shop.begin(PAYMENT, "{\"order\": \"a1\"}");
      shop.waits(run);
      assertThat(groups(shop) - before).as("the wait; the parking").isEqualTo(2);

      long parked = groups(shop);
      shop.post("shop.order.paid", "{\"order\": \"a1\"}");
      shop.ended(run);
      assertThat(groups(shop) - parked).as("the delivery; the end").isEqualTo(2);
    }
  }

  @Test
  void aSignalWaitsForAnEarlierOneThatAnotherNodeIsDelivering() throws Exception {
    try (ListeningPlatform shop = new ListeningPlatform()) {
      UUID run =
          shop.begin(PAYMENT.replace("shop.order.paid", "shop.order.void"), "{\"order\": \"a1\"}");
      shop.waits(run);
      Signal earlier = unheard(shop);
      Signal later = unheard(shop);
      shop.platform
          .database()
          .engine()
          .sql()
          .sql("insert into fleet.queue (tenant_id, kind, item_id, node) values (?, ?, ?, ?)")
          .param(shop.tenant.value())
          .param(SignalItems.KIND.code())
          .param(earlier.id())
          .param(new UUID(7, 7))
          .update();
      NodeWork node = shop.platform.get(QueueRuntime.class).node().orElseThrow();
      SignalDelivery delivery = shop.platform.get(SignalDelivery.class);
      Thread[] deliverer = new Thread[1];
      CompletableFuture<Void> delivered = new CompletableFuture<>();
      deliverer[0] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  delivery.deliver(shop.tenant, List.of(later), node);
                  delivered.complete(null);
                } catch (Exception e) {
                  delivered.completeExceptionally(e);
                }
              });
      Await.until(
          "it looks again and again", () -> deliverer[0].getState() == Thread.State.TIMED_WAITING);
      assertThat(shop.platform.find(shop.tenant, run).status()).isEqualTo(ExecutionStatus.WAITING);
      assertThat(delivered).isNotDone();

      node.submit(
              earlier.id(),
              new UnitOfWork(shop.tenant).add(new QueueChange.Finish(SignalItems.of(earlier))))
          .join();

      delivered.get();
      assertThat(shop.ended(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
    }
  }

  /** A signal of a type that nobody subscribed to, so that no dispatcher takes it. */
  private static Signal unheard(ListeningPlatform shop) {
    AppendSignal append = shop.signal("shop.order.void", "{\"order\": \"a1\"}");
    shop.platform.commit(new UnitOfWork(shop.tenant).add(append));
    return append.signal();
  }

  private static long groups(ListeningPlatform shop) {
    return shop.platform
        .database()
        .engine()
        .sql()
        .sql("select coalesce(sum(group_no), 0) from fleet.writer_lane")
        .query(Long.class)
        .single();
  }
}
