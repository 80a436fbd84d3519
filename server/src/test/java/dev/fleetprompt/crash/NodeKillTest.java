package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.crash.Windows.Outcome;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

class NodeKillTest {

  private static final Logger LOG = LoggerFactory.getLogger(NodeKillTest.class);
  private static final int KILLS = 20;
  private static final int NODES = 4;
  private static final int WINDOWS_PER_KILL = 6;
  private static final int LONGEST_WAIT_MILLIS = 120;
  private static final Duration JOINS = Duration.ofSeconds(60);
  private static final Duration SETTLES = Duration.ofSeconds(60);

  private static final String BUSY =
      """
      select count(*) from fleet.queue q join fleet.node n on n.id = q.node
       where n.name = ? and n.alive
      """;

  private static final String JOINED = "select count(*) from fleet.node where name = ? and alive";

  private static final String ATTEMPTING =
      """
      select count(*) from fleet.attempt a join fleet.node n on n.id = a.node
       where n.name = ? and n.alive and a.ended_at is null
      """;

  /** Give {@code -Dfleet.seed=N} to repeat a sequence of moments. */
  private final long seed = Long.getLong("fleet.seed", System.nanoTime());

  private final Random random = new Random(seed);

  @Test
  void everyWindowIsPostedAtMostOnceThroughTwentyKills() throws Exception {
    LOG.info("Seed {}", seed);
    try (TestDatabase database = TestDatabase.fresh();
        WindowReceiver receiver = WindowReceiver.start();
        ConfigurableApplicationContext platform =
            CrashPlatform.idle(database.login(), receiver.address())) {
      Windows windows = new Windows(platform, database.organization("acme").id(), Windows.POSTING);
      List<NodeProcess> nodes = new ArrayList<>();
      try {
        for (int node = 0; node < NODES; node++) {
          nodes.add(start(database, receiver));
        }
        for (int kill = 0; kill < KILLS; kill++) {
          awaitTwo(database, nodes);
          windows.start(WINDOWS_PER_KILL);
          NodeProcess victim = busy(database, nodes, random.nextBoolean() ? BUSY : ATTEMPTING);
          LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)).toNanos());
          victim.kill();
          nodes.remove(victim);
          nodes.add(start(database, receiver));
        }
        windows.start(WINDOWS_PER_KILL);
        Await.until("every window is settled", SETTLES, windows::areSettled);
      } finally {
        nodes.forEach(NodeProcess::close);
      }
      audit(windows.outcomes(), receiver, windows.started());
    }
  }

  private void audit(List<Outcome> outcomes, WindowReceiver receiver, int started) {
    List<Outcome> completed = outcomes.stream().filter(Outcome::isCompleted).toList();
    List<Outcome> inDoubt = outcomes.stream().filter(Outcome::isInDoubt).toList();
    LOG.info(
        "Seed {}: {} windows, {} completed, {} in doubt, {} of these posted",
        seed,
        outcomes.size(),
        completed.size(),
        inDoubt.size(),
        inDoubt.stream().filter(outcome -> receiver.posts(outcome.window()) == 1).count());
    assertThat(outcomes).as("seed %d", seed).hasSize(started);
    assertThat(receiver.posts())
        .as("seed %d", seed)
        .allSatisfy((window, posts) -> assertThat(posts).as(window).isEqualTo(1));
    assertThat(completed)
        .as("seed %d", seed)
        .allSatisfy(outcome -> assertThat(receiver.posts(outcome.window())).isEqualTo(1));
    assertThat(outcomes)
        .as("seed %d", seed)
        .allSatisfy(outcome ->
            assertThat(outcome.isCompleted() || "attempt_cut".equals(outcome.error())).isTrue());
  }

  /** So that another node takes over what the next one leaves behind. */
  private static void awaitTwo(TestDatabase database, List<NodeProcess> nodes) {
    Await.until("two nodes joined", JOINS, () -> having(JOINED, database, nodes).size() > 1);
  }

  private NodeProcess busy(TestDatabase database, List<NodeProcess> nodes, String query) {
    List<NodeProcess> busy = new ArrayList<>();
    Await.until(
        "a node is at work",
        () -> {
          busy.addAll(having(query, database, nodes));
          return !busy.isEmpty();
        });
    return busy.get(random.nextInt(busy.size()));
  }

  private static List<NodeProcess> having(
      String query, TestDatabase database, List<NodeProcess> nodes) {
    return nodes.stream().filter(node -> count(database, query, node) > 0).toList();
  }

  private static long count(TestDatabase database, String query, NodeProcess node) {
    return database.engine().sql().sql(query).param(node.name()).query(Long.class).single();
  }

  private static NodeProcess start(TestDatabase database, WindowReceiver receiver) {
    return NodeProcess.start(database.login(), receiver.address(), "192m");
  }
}
