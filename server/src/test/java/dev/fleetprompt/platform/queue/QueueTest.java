package dev.fleetprompt.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class QueueTest {

  private final QueueHarness queue = new QueueHarness();

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void whatIsWokenIsClaimedAndFinishedOnce() {
    RecordingHandler handler = RecordingHandler.finishing();
    queue.start(handler);
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);

    queue.commit(queue.tenant, new QueueChange.Wake(item));

    Await.until(
        "the item is finished", () -> queue.count("queue") == 0 && !handler.claimed.isEmpty());
    assertThat(handler.items()).containsExactly(item);
  }

  @Test
  void wakingTwiceBeforeTheClaimIsOneClaim() {
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);
    queue.commit(queue.tenant, new QueueChange.Wake(item));
    queue.commit(queue.tenant, new QueueChange.Wake(item));
    RecordingHandler handler = RecordingHandler.finishing();

    queue.start(handler);

    Await.until("the item is finished", () -> queue.count("queue") == 0);
    assertThat(handler.items()).containsExactly(item);
  }

  @Test
  void anItemWithNewsDoesNotPark() {
    RecordingHandler handler = RecordingHandler.keeping(10);
    queue.start(handler);
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);
    queue.commit(queue.tenant, new QueueChange.Wake(item));
    Await.until("the item is claimed", () -> !handler.claimed.isEmpty());

    queue.commit(queue.tenant, deliver(item, "letter"));
    QueueChange.Park refused = park(handler, item);

    assertThat(refused.parked()).isFalse();
    assertThat(inbox(handler, item)).extracting(Message::id).containsExactly("letter");
    assertThat(handler.news).contains(item);
    assertThat(park(handler, item).parked()).isTrue();
    assertThat(queue.count("queue")).isZero();
  }

  @Test
  void aMessageOutlivesTheClaimUntilItIsConsumed() {
    RecordingHandler handler = RecordingHandler.keeping(10);
    queue.start(handler);
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);
    queue.commit(queue.tenant, deliver(item, "letter"), deliver(item, "letter"));
    Await.until("the item is claimed", () -> !handler.claimed.isEmpty());
    assertThat(handler.claimed.peek().inbox()).hasSize(1);

    submit(handler, item, new QueueChange.Consume(item, "letter"));

    assertThat(inbox(handler, item)).isEmpty();
  }

  @Test
  void aTimerWakesItsItemWithAMessage() {
    RecordingHandler handler = RecordingHandler.keeping(10);
    queue.start(handler);
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);

    queue.commit(
        queue.tenant, new QueueChange.SetTimer(item, "retry", Instant.now().plusMillis(300)));

    Await.until("the timer fires", () -> !handler.claimed.isEmpty());
    assertThat(handler.claimed.peek().inbox())
        .extracting(Message::timerName)
        .containsExactly("retry");
    assertThat(queue.count("timer")).isZero();
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    RecordingHandler handler = RecordingHandler.keeping(10);
    queue.start(handler);
    Item cancelled = queue.item(queue.tenant, RecordingHandler.KIND);
    Item kept = queue.item(queue.tenant, RecordingHandler.KIND);
    Instant due = Instant.now().plusMillis(300);
    queue.commit(
        queue.tenant,
        new QueueChange.SetTimer(cancelled, "retry", due),
        new QueueChange.SetTimer(kept, "retry", due));

    queue.commit(queue.tenant, new QueueChange.CancelTimer(cancelled, "retry"));

    Await.until("the other timer fires", () -> !handler.claimed.isEmpty());
    assertThat(handler.items()).containsExactly(kept);
  }

  @Test
  void aNodeHoldsNoMoreThanItsCapacity() {
    for (int i = 0; i < 50; i++) {
      queue.commit(
          queue.tenant, new QueueChange.Wake(queue.item(queue.tenant, RecordingHandler.KIND)));
    }
    RecordingHandler handler = RecordingHandler.keeping(7);
    queue.start(handler);
    Await.until("the node is full", () -> handler.claimed.size() == 7);

    Claimed first = handler.claimed.peek();
    RecordingHandler.finish(first, handler.node(first.item()));

    Await.until("one more is claimed", () -> handler.claimed.size() == 8);
    assertThat(queue.count("queue where node is not null")).isEqualTo(7);
  }

  @Test
  void aBacklogOfOneTenantDoesNotKeepAnotherWaiting() {
    TenantId other = queue.database.organization("globex").id();
    List<QueueChange> backlog =
        java.util.stream.Stream.generate(() -> queue.item(queue.tenant, RecordingHandler.KIND))
            .limit(2_000)
            .<QueueChange>map(QueueChange.Wake::new)
            .toList();
    queue.commit(queue.tenant, backlog.toArray(QueueChange[]::new));
    Item single = queue.item(other, RecordingHandler.KIND);
    queue.commit(other, new QueueChange.Wake(single));

    RecordingHandler handler = RecordingHandler.keeping(10);
    queue.start(handler);

    Await.until("the node is full", () -> handler.claimed.size() == 10);
    assertThat(handler.items()).contains(single);
  }

  @Test
  void anItemOwnedFromItsBirthIsNotClaimedByOthers() {
    RecordingHandler first = RecordingHandler.keeping(10);
    NodeWork node = queue.start(first).node().orElseThrow();
    RecordingHandler second = RecordingHandler.keeping(10);
    queue.start(second);
    Item own = queue.item(queue.tenant, RecordingHandler.KIND);

    assertThat(node.reserve(own)).isTrue();
    node.submit(own.id(), new UnitOfWork(queue.tenant).add(new QueueChange.Own(own, node.node())))
        .join();

    assertThat(queue.owner(own)).isEqualTo(node.node());
    assertThat(second.claimed).isEmpty();
  }

  @Test
  void whatAStoppedNodeHeldGoesToAnotherAtOnce() {
    RecordingHandler first = RecordingHandler.keeping(10);
    QueueRuntime stopping = queue.start(first);
    Item item = queue.item(queue.tenant, RecordingHandler.KIND);
    queue.commit(queue.tenant, new QueueChange.Wake(item));
    Await.until("the first node claims", () -> !first.claimed.isEmpty());
    RecordingHandler second = RecordingHandler.keeping(10);
    queue.start(second);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);

    Await.until("the second node claims", () -> !second.claimed.isEmpty());
    assertThat(second.claimed.peek().reclaimed()).isTrue();
    stopped.join();
  }

  private static QueueChange deliver(Item item, String id) {
    return new QueueChange.Deliver(item, id, JsonNodeFactory.instance.stringNode("hello"));
  }

  private QueueChange.Park park(RecordingHandler handler, Item item) {
    QueueChange.Park park = new QueueChange.Park(item);
    submit(handler, item, park);
    return park;
  }

  private static void submit(RecordingHandler handler, Item item, QueueChange change) {
    handler.node(item).submit(item.id(), new UnitOfWork(item.tenant()).add(change)).join();
  }

  private static List<Message> inbox(RecordingHandler handler, Item item) {
    return handler.node(item).inboxes(List.of(item)).getOrDefault(item, List.of());
  }
}
