package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.nodes.LeaseTerms;
import dev.fleetprompt.platform.nodes.Membership;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

class FrozenNodeTest {

  private static final Logger LOG = LoggerFactory.getLogger(FrozenNodeTest.class);

  /** Twice, or ten times with {@code -Dfleet.soak}. */
  private static final int FREEZES = Boolean.getBoolean("fleet.soak") ? 10 : 2;

  /** The promise, and what a machine that does much else at the same time may add. */
  private static final Duration TAKEOVER =
      LeaseTerms.standard().lease().plusSeconds(2).plusSeconds(2);

  private static final Duration JOINS = Duration.ofSeconds(60);
  private static final int HOLD_SECONDS = 2;

  private static final String HOLDING =
      """
      document: {dsl: '1.0.3', namespace: crash, name: hold, version: '1.0.0'}
      do:
        - hold: {call: crash.hold, with: {seconds: %d}}
      """
          .formatted(HOLD_SECONDS);

  private TestDatabase database;
  private WindowReceiver receiver;
  private ConfigurableApplicationContext platform;
  private Writes writes;
  private Windows windows;
  private Windows holds;
  private final List<NodeProcess> processes = new ArrayList<>();
  private final List<Long> takeovers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.fresh();
    receiver = WindowReceiver.start();
    platform = CrashPlatform.idle(database.login(), receiver.address());
    writes = Writes.watch(database.owner());
    windows = new Windows(platform, database.organization("acme").id(), Windows.POSTING);
    holds = new Windows(platform, database.organization("holding").id(), HOLDING);
    for (int i = 0; i < 2; i++) {
      processes.add(NodeProcess.start(database.login(), receiver.address(), "192m"));
    }
    processes.forEach(
        process -> Await.until("it joined", JOINS, () -> !nodesOf(process).isEmpty()));
  }

  @AfterEach
  void stop() {
    processes.forEach(NodeProcess::close);
    platform.close();
    receiver.close();
    database.close();
  }

  @Test
  void aFrozenNodeWritesNothingAfterItLostItsLease() {
    for (int freeze = 0; freeze < FREEZES; freeze++) {
      freezeOne(freeze % 2 == 0);
    }
    Await.until("every window is settled", Duration.ofSeconds(60), windows::areSettled);
    LOG.info("Takeovers took {} ms", takeovers);
    assertThat(windows.outcomes()).hasSize(windows.started());
    assertThat(receiver.posts().values()).allMatch(posts -> posts == 1);
    assertThat(windows.outcomes())
        .allSatisfy(outcome ->
            assertThat(outcome.isCompleted() || "attempt_cut".equals(outcome.error())).isTrue());
  }

  private void freezeOne(boolean insideTransaction) {
    UUID frozen = insideTransaction ? holdsTransaction() : ownsWork();
    NodeProcess process =
        processes.stream().filter(one -> nodesOf(one).contains(frozen)).findFirst().orElseThrow();
    assertThat(writes.by(frozen)).isPositive();

    process.freeze();
    long frozenAt = System.nanoTime();
    try {
      if (insideTransaction) {
        assertThat(transactionsOf(frozen)).as("open transactions").isPositive();
      }
      windows.start(20);
      Await.until(
          "its work moved",
          Duration.ofSeconds(30),
          () -> writes.isDead(frozen) && ownedBy(frozen) == 0);
      Duration took = Duration.ofNanos(System.nanoTime() - frozenAt);
      takeovers.add(took.toMillis());
      assertThat(took).isLessThan(TAKEOVER);
    } finally {
      process.thaw();
    }

    Await.until(
        "it joined as another node",
        () -> alive(process).stream().anyMatch(id -> !id.equals(frozen)));
    assertThat(writes.afterDeath(frozen)).as("rows written after death").isEmpty();
  }

  private UUID ownsWork() {
    windows.start(60);
    return await("a node owns work", "select node from fleet.queue where node is not null limit 1");
  }

  private UUID holdsTransaction() {
    windows.start(60);
    holds.start(1);
    return await(
        "a node holds a transaction open",
        """
        select substr(application_name, 12)::uuid from pg_stat_activity
         where application_name like 'fleet-node:%' and query like 'select pg_sleep%'
           and state = 'active'
        """);
  }

  private UUID await(String what, String query) {
    List<UUID> found = new ArrayList<>();
    Await.until(
        what,
        () -> {
          found.addAll(
              database
                  .engine()
                  .sql()
                  .sql(query)
                  .query((row, number) -> row.getObject(1, UUID.class))
                  .list());
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private long transactionsOf(UUID node) {
    return database
        .engine()
        .sql()
        .sql(
            """
            select count(*) from pg_stat_activity
             where application_name = ? and xact_start is not null
            """)
        .param(Membership.sessionName(node))
        .query(Long.class)
        .single();
  }

  private long ownedBy(UUID node) {
    return database
        .engine()
        .sql()
        .sql("select count(*) from fleet.queue where node = ?")
        .param(node)
        .query(Long.class)
        .single();
  }

  private List<UUID> nodesOf(NodeProcess process) {
    return nodes("select id from fleet.node where name = ?", process);
  }

  private List<UUID> alive(NodeProcess process) {
    return nodes("select id from fleet.node where name = ? and alive", process);
  }

  private List<UUID> nodes(String query, NodeProcess process) {
    return database
        .engine()
        .sql()
        .sql(query)
        .param(process.name())
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }
}
