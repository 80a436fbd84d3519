package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.crash.Windows.Outcome;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.testing.Await;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Three processes on one database under load: killed, stopped for longer than their lease and let
 * go on, and the database killed under them. Afterwards the tables and the receiver's log are read.
 */
class ThreeNodesTest {

  private static final Logger LOG = LoggerFactory.getLogger(ThreeNodesTest.class);
  private static final int NODES = 3;
  private static final int BATCH = 40;
  private static final Duration SETTLES = Duration.ofSeconds(120);

  /** More with {@code -Dfleet.soak}. */
  private static final int ROUNDS = Boolean.getBoolean("fleet.soak") ? 30 : 4;

  private static final String BROKEN_JOURNALS =
      """
      select count(*) from (
        select tenant_id, execution_id from fleet.journal
         group by tenant_id, execution_id
        having min(seq) <> 0 or max(seq) <> count(*) - 1) broken
      """;

  private static final String LEFT_OF_ENDED_RUNS =
      """
      select (select count(*) from fleet.queue q
                join fleet.execution e on e.tenant_id = q.tenant_id and e.id = q.item_id
               where e.ended_at is not null)
           + (select count(*) from fleet.timer t
                join fleet.execution e on e.tenant_id = t.tenant_id and e.id = t.item_id
               where e.ended_at is not null)
           + (select count(*) from fleet.inbox i
                join fleet.execution e on e.tenant_id = i.tenant_id and e.id = i.item_id
               where e.ended_at is not null)
      """;

  private static final String FACTS_BY_RUN =
      """
      select coalesce(max(n), 0) from (
        select count(*) as n from fleet.signal where type in ('workflow.run.started',
          'workflow.run.completed', 'workflow.run.faulted') group by tenant_id, type, subject) facts
      """;

  private enum Blow {
    KILL,
    FREEZE,
    DATABASE
  }

  /** Give {@code -Dfleet.seed=N} to repeat a sequence of blows. */
  private final long seed = Long.getLong("fleet.seed", System.nanoTime());

  private final Random random = new Random(seed);
  private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
  private final List<NodeProcess> nodes = new ArrayList<>();

  @Test
  void nothingIsLostOrDoneTwiceThroughKillsFreezesAndDatabaseRestarts() throws Exception {
    try (CrashDatabase database = CrashDatabase.start();
        WindowReceiver receiver = WindowReceiver.start();
        ConfigurableApplicationContext platform =
            CrashPlatform.idle(database.login(), receiver.address())) {
      Windows windows =
          new Windows(
              platform,
              platform.getBean(Organizations.class).create("acme", "Acme", ZoneOffset.UTC).id(),
              Windows.POSTING);
      try {
        keepThree(database, receiver);
        for (int round = 0; round < ROUNDS; round++) {
          for (Blow blow : Blow.values()) {
            int before = receiver.posts().size();
            windows.start(BATCH);
            Await.until("work is under way", SETTLES, () -> receiver.posts().size() > before);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
            strike(blow, database);
            keepThree(database, receiver);
            Await.until("every window is settled", SETTLES, () -> areSettled(windows));
          }
        }
      } finally {
        nodes.forEach(NodeProcess::close);
      }
      audit(windows, receiver, platform.getBean(EngineDatabase.class));
    }
  }

  private void strike(Blow blow, CrashDatabase database) {
    NodeProcess victim = nodes.get(random.nextInt(nodes.size()));
    blows.merge(blow, 1, Integer::sum);
    switch (blow) {
      case KILL -> {
        victim.close();
        nodes.remove(victim);
      }
      case FREEZE -> {
        victim.freeze();
        LockSupport.parkNanos(Duration.ofMillis(6_500 + random.nextInt(2_000)).toNanos());
        victim.thaw();
      }
      case DATABASE -> database.kill();
    }
  }

  private void keepThree(CrashDatabase database, WindowReceiver receiver) {
    while (nodes.size() < NODES) {
      nodes.add(NodeProcess.start(database.login(), receiver.address(), "192m"));
    }
  }

  private static boolean areSettled(Windows windows) {
    try {
      return windows.areSettled();
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("The database is away: {}", e.getMessage());
      return false;
    }
  }

  private void audit(Windows windows, WindowReceiver receiver, EngineDatabase database) {
    List<Outcome> outcomes = windows.outcomes();
    LOG.info(
        "Seed {}: blows {}; {} windows, {} completed, {} in doubt",
        seed,
        blows,
        outcomes.size(),
        outcomes.stream().filter(Outcome::isCompleted).count(),
        outcomes.stream().filter(Outcome::isInDoubt).count());
    assertThat(blows).as("seed %d", seed).containsOnlyKeys(Blow.values());
    assertThat(outcomes).as("seed %d", seed).hasSize(windows.started());
    assertThat(receiver.posts())
        .as("seed %d", seed)
        .allSatisfy((window, posts) -> assertThat(posts).as(window).isEqualTo(1));
    assertThat(outcomes)
        .as("seed %d", seed)
        .allSatisfy(outcome ->
            assertThat(
                    outcome.isCompleted()
                        ? receiver.posts(outcome.window()) == 1
                        : outcome.isInDoubt())
                .as(outcome.toString())
                .isTrue());
    assertThat(number(database, BROKEN_JOURNALS)).as("journals with gaps").isZero();
    assertThat(number(database, LEFT_OF_ENDED_RUNS)).as("rows left of ended runs").isZero();
    assertThat(number(database, FACTS_BY_RUN)).as("the same fact of a run").isEqualTo(1);
  }

  private static long number(EngineDatabase database, String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }
}
