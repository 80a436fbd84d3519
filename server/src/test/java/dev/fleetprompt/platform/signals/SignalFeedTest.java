package dev.fleetprompt.platform.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.signals.SignalFeed.News;
import dev.fleetprompt.platform.signals.SignalFeed.Position;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalFeedTest {

  private final SignalHarness harness = new SignalHarness(TestDatabase.fresh());
  private final TenantId tenant = harness.tenant;
  private final SignalFeed feed = new SignalFeed(harness.database.tenants());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void whatIsRecordedAfterAPositionIsReadOnceAndInOrder() {
    Position start = feed.now(tenant);
    append("before");
    Position here = settled(start, 1).getLast().position();
    UUID first = append("one");
    UUID second = append("two");

    List<News> news = settled(here, 2);

    assertThat(news).extracting(News::id).containsExactly(first, second);
    assertThat(feed.after(tenant, news.getLast().position(), 10)).isEmpty();
    assertThat(feed.after(tenant, news.getFirst().position(), 10))
        .extracting(News::id)
        .containsExactly(second);
  }

  @Test
  void aPositionIsReadBackFromItsText() {
    Position position = feed.now(tenant);

    assertThat(Position.parse(position.toString())).contains(position);
    assertThat(Position.parse("")).isEmpty();
    assertThat(Position.parse("-1." + position.id())).isEmpty();
    assertThat(Position.parse("12." + position.id() + "x")).isEmpty();
    assertThat(Position.parse("99999999999999999999." + position.id())).isEmpty();
  }

  @Test
  void aSignalWhoseCommitIsDelayedIsNotLostToALaterOne() throws Exception {
    Position here = feed.now(tenant);
    UUID early;
    UUID late;
    try (Connection slow = harness.database.engine().sessions("slow").getConnection()) {
      slow.setAutoCommit(false);
      early = insert(slow, "early");
      late = append("late");

      assertThat(feed.after(tenant, here, 10)).as("held back until it is known").isEmpty();
      slow.commit();
    }

    assertThat(settled(here, 2)).extracting(News::id).containsExactly(early, late);
  }

  @Test
  void aTransactionThatIsRolledBackHoldsNothingBackAfterwards() throws Exception {
    Position here = feed.now(tenant);
    UUID late;
    try (Connection slow = harness.database.engine().sessions("slow").getConnection()) {
      slow.setAutoCommit(false);
      insert(slow, "never");
      late = append("late");
      slow.rollback();
    }

    assertThat(settled(here, 1)).extracting(News::id).containsExactly(late);
  }

  @Test
  void aReaderBesideManyWritersGetsEachSignalExactlyOnce() throws Exception {
    int writers = 6;
    int each = 60;
    Set<UUID> written = new HashSet<>();
    ConcurrentLinkedQueue<UUID> ids = new ConcurrentLinkedQueue<>();
    List<UUID> read = new ArrayList<>();
    Position here = feed.now(tenant);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        work.add(pool.submit(() -> write(writer, each, ids)));
      }
      Position[] at = {here};
      Await.until(
          "all are read",
          java.time.Duration.ofMinutes(1),
          () -> {
            for (News news : feed.after(tenant, at[0], 7)) {
              read.add(news.id());
              at[0] = news.position();
            }
            return read.size() >= writers * each;
          });
      for (Future<?> one : work) {
        one.get();
      }
    }
    written.addAll(ids);

    assertThat(read).doesNotHaveDuplicates().hasSize(writers * each);
    assertThat(new HashSet<>(read)).isEqualTo(written);
  }

  @Test
  void anotherTenantsSignalsAreNotRead() {
    Position here = feed.now(tenant);
    TenantId other = harness.database.organization("other").id();
    append("own");

    assertThat(feed.after(other, here, 10)).isEmpty();
  }

  /** Other tests' transactions in the same cluster may hold news back for a moment. */
  private List<News> settled(Position from, int expected) {
    Await.until("the news are known", () -> feed.after(tenant, from, 10).size() >= expected);
    return feed.after(tenant, from, 10);
  }

  /** Transactions of several signals, with the ids made long before some of the commits. */
  private void write(int writer, int each, ConcurrentLinkedQueue<UUID> ids) {
    try (Connection connection =
        harness.database.engine().sessions("writer " + writer).getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < each; i++) {
        ids.add(insert(connection, writer + "-" + i));
        if (i % (writer + 2) == 0) {
          connection.commit();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID append(String id) {
    return harness
        .append(SignalHarness.event("urn:shop", id, "shop.order.placed", "{}"))
        .outcome()
        .id();
  }

  private UUID insert(Connection connection, String id) throws SQLException {
    UUID signal = harness.database.ids().next();
    try (var statement =
        connection.prepareStatement(
            """
            insert into fleet.signal (tenant_id, id, source, event_id, type, time, actor_kind, actor_id,
              correlation_id, visibility, outside, recorded_at)
            values (?, ?, 'urn:shop', ?, 'shop.order.placed', now(), 'system', 'test', ?, 'normal', true, now())
            """)) {
      statement.setObject(1, tenant.value());
      statement.setObject(2, signal);
      statement.setString(3, id);
      statement.setString(4, "signal:" + signal);
      statement.executeUpdate();
    }
    return signal;
  }
}
