package dev.fleetprompt.surface.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestBrowser;
import dev.fleetprompt.testing.TestSite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Over real HTTP, with a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTest {

  private TestSite site;

  @BeforeAll
  void start() {
    site = TestSite.start();
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @Test
  void aBrowserHearsWhatHappensAndToWhat() {
    TenantId tenant = site.organization("hears");
    try (Follower follower = new Follower().follow(site.signedIn(tenant, "viewer"))) {
      UUID id = site.event(tenant, "shop.order.placed", "1");
      follower.await(1);

      assertThat(follower.ids()).containsExactly(id);
      assertThat(follower.events.getFirst().path("type").asString()).isEqualTo("shop.order.placed");
      assertThat(follower.events.getFirst().path("topics").toString())
          .contains("\"signals\"", "\"signal:" + id + "\"");
      assertThat(follower.events.getFirst().properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrder("id", "type", "topics", "subject");
    }
  }

  @Test
  void theFirstPageTellsWhereItsStreamGoesOn() {
    TenantId tenant = site.organization("first");
    TestBrowser browser = site.signedIn(tenant, "viewer");
    String page =
        browser.stream("/runs", Map.of("Accept", "text/html"))
            .body()
            .collect(Collectors.joining("\n"));
    UUID id = site.event(tenant, "shop.order.placed", "1");
    Matcher position = Pattern.compile("\"liveAfter\":\"([^\"]+)\"").matcher(page);

    assertThat(position.find()).isTrue();
    try (Follower follower = new Follower()) {
      follower.lastId = position.group(1);
      follower.follow(browser).await(1);

      assertThat(follower.ids()).containsExactly(id);
    }
  }

  @Test
  void whatOnlyAdminsMaySeeReachesAdminsOnly() {
    TenantId tenant = site.organization("admins");
    try (Follower viewer = new Follower().follow(site.signedIn(tenant, "viewer"));
        Follower admin = new Follower().follow(site.signedIn(tenant, "admin"))) {
      UUID secret = site.adminsFact(tenant, "member.disabled");
      UUID open = site.event(tenant, "shop.order.placed", "1");
      viewer.await(1);
      admin.await(2);

      assertThat(viewer.ids()).containsExactly(open);
      assertThat(admin.ids()).containsExactly(secret, open);
    }
  }

  @Test
  void anotherOrganizationHearsNothing() {
    TenantId tenant = site.organization("own");
    TenantId other = site.organization("other");
    try (Follower follower = new Follower().follow(site.signedIn(tenant, "owner"))) {
      site.event(other, "shop.order.placed", "1");
      UUID own = site.event(tenant, "shop.order.placed", "1");
      follower.await(1);

      assertThat(follower.ids()).containsExactly(own);
    }
  }

  @Test
  void aStreamThatWasCutGoesOnWithWhatItMissed() {
    TenantId tenant = site.organization("cut");
    TestBrowser browser = site.signedIn(tenant, "member");
    Follower follower = new Follower().follow(browser);
    List<UUID> written = new ArrayList<>();
    written.add(site.event(tenant, "shop.order.placed", "1"));
    follower.await(1);
    follower.close();
    for (int i = 2; i < 6; i++) {
      written.add(site.event(tenant, "shop.order.placed", "" + i));
    }

    try (Follower again = follower.follow(browser)) {
      written.add(site.event(tenant, "shop.order.placed", "6"));
      again.await(6);

      assertThat(again.ids()).containsExactlyElementsOf(written);
    }
  }

  @Test
  void whoMissedTooMuchIsToldToReadAnew() {
    TenantId tenant = site.organization("long");
    TestBrowser browser = site.signedIn(tenant, "member");
    Follower follower = new Follower().follow(browser);
    follower.close();
    site.database()
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.signal (tenant_id, id, source, event_id, type, time, actor_kind, actor_id,
              correlation_id, visibility, outside, recorded_at)
            select ?, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0')
                       || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
              'urn:shop', 'n' || n, 'shop.order.placed', now(), 'integration', 'import', 'signal:-', 'normal', true,
              now()
            from generate_series(1, 1001) n
            """)
        .param(tenant.value())
        .update();
    UUID after = site.event(tenant, "shop.order.placed", "last");
    // Another stream's reader is beyond all of it.
    try (Follower first = new Follower().follow(site.signedIn(tenant, "member"))) {
      UUID mark = site.event(tenant, "shop.order.placed", "mark");
      Await.until("the reader got there", () -> first.ids().contains(mark));

      try (Follower again = follower.follow(browser)) {
        assertThat(again.kinds).contains("reset");
        UUID next = site.event(tenant, "shop.order.placed", "next");
        Await.until("the next one came", () -> again.ids().contains(next));
        assertThat(again.ids()).containsExactly(next).doesNotContain(after);
      }
    }
  }

  @Test
  void sevenStreamsGetEachEventOnceAlthoughCommitsAreDelayedAndTheServerRestarts()
      throws Exception {
    TenantId tenant = site.organization("seven");
    TestSite before = site.another();
    TestBrowser browser = before.signedIn(tenant, "member");
    List<Follower> tabs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tabs.add(new Follower().follow(browser));
    }
    ConcurrentLinkedQueue<UUID> written = new ConcurrentLinkedQueue<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int writer = i;
        writers.add(pool.submit(() -> write(tenant, writer, 60, written)));
      }
      Await.until("some came", () -> tabs.getFirst().events.size() > 5);
      before.close();
      for (Follower tab : tabs) {
        Await.until("the stream ended", () -> tab.ended);
      }
      try (TestSite after = site.another()) {
        for (Follower tab : tabs) {
          tab.follow(browser.at(after));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }
        for (Follower tab : tabs) {
          tab.await(written.size());
        }
        tabs.forEach(Follower::close);
      }
    }

    assertThat(written).hasSize(240);
    for (Follower tab : tabs) {
      assertThat(tab.ids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(written);
      assertThat(tab.kinds).doesNotContain("reset");
    }
  }

  @Test
  void theStreamOfADisabledMemberEnds() {
    TenantId tenant = site.organization("disabled");
    TestBrowser browser = site.signedIn(tenant, "member");
    Follower follower = new Follower().follow(browser);

    site.set(
        "update fleet.membership set status = 'disabled' where person_id = ?", browser.person());

    Await.until("the stream ended", () -> follower.ended);
    assertThat(browser.stream("/live", Map.of()).statusCode()).isNotEqualTo(200);
  }

  @Test
  void oneMoreThanTenStreamsOfAPersonAreRefused() {
    TenantId tenant = site.organization("many");
    TestBrowser browser = site.signedIn(tenant, "member");
    List<Follower> open = new ArrayList<>();
    for (int i = 0; i < LiveStreams.MOST_OF_PERSON; i++) {
      open.add(new Follower().follow(browser));
    }

    assertThat(browser.stream("/live", Map.of()).statusCode()).isEqualTo(429);
    assertThat(site.signedIn(tenant, "member").stream("/live", Map.of()).statusCode())
        .isEqualTo(200);

    open.forEach(Follower::close);
  }

  /** Transactions of several signals whose ids are made long before some of the commits. */
  private void write(TenantId tenant, int writer, int each, ConcurrentLinkedQueue<UUID> written) {
    try (Connection connection =
        site.database().engine().sessions("writer " + writer).getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < each; i++) {
        written.add(insert(connection, tenant, writer + "-" + i));
        if (i % (3 * writer + 2) == 0) {
          connection.commit();
        }
        // The others' commits come between.
        Thread.yield();
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID insert(Connection connection, TenantId tenant, String id) throws SQLException {
    UUID signal = site.database().ids().next();
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
