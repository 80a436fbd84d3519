package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

class BacklogTest {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogTest.class);

  /** A hundred thousand with {@code -Dfleet.soak}. */
  private static final int RUNS = Boolean.getBoolean("fleet.soak") ? 100_000 : 10_000;

  private static final int UNIT = 1_000;
  private static final int SAMPLES = 5;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long MIB = 1L << 20;
  private static final long FLAT = 24 * MIB;

  private static final String TRIVIAL =
      """
      document: {dsl: '1.0.3', namespace: crash, name: trivial, version: '1.0.0'}
      do:
        - one: {call: crash.read, with: {millis: 0}}
      """;

  private static final String LEFT =
      "select count(*) from fleet.execution where tenant_id = ? and ended_at is null";

  @Test
  void aBacklogLeavesMemoryFlat() {
    URI nobody = URI.create("http://127.0.0.1:9/");
    try (TestDatabase database = TestDatabase.fresh();
        ConfigurableApplicationContext platform = CrashPlatform.idle(database.login(), nobody)) {
      TenantId tenant = database.organization("acme").id();
      Windows runs = new Windows(platform, tenant, TRIVIAL);
      for (int unit = 0; unit < RUNS / UNIT; unit++) {
        runs.start(UNIT);
      }
      try (NodeProcess node = NodeProcess.start(database.login(), nobody, "192m")) {
        List<Long> heaps = new ArrayList<>();
        long begun = 0;
        for (int sample = 1; sample <= SAMPLES; sample++) {
          long most = RUNS - (long) RUNS * sample / (SAMPLES + 1);
          Await.until("runs end", LIMIT, () -> left(database, tenant) <= most);
          begun = sample == 1 ? System.nanoTime() : begun;
          heaps.add(node.heap());
        }
        Await.until("every run ends", LIMIT, () -> left(database, tenant) == 0);
        report(heaps, System.nanoTime() - begun);
        assertThat(spread(heaps)).isLessThan(FLAT);
      }
    }
  }

  private static void report(List<Long> heaps, long nanos) {
    LOG.info(
        "{} runs; {} a second; heap after collections in MiB: {}",
        RUNS,
        RUNS * SAMPLES / (SAMPLES + 1) * 1_000_000_000L / nanos,
        heaps.stream().map(bytes -> bytes / MIB).toList());
  }

  private static long spread(List<Long> heaps) {
    LongStream sorted = heaps.stream().mapToLong(Long::longValue).sorted();
    long[] all = sorted.toArray();
    return all[all.length - 1] - all[0];
  }

  private static long left(TestDatabase database, TenantId tenant) {
    return database.engine().sql().sql(LEFT).param(tenant.value()).query(Long.class).single();
  }
}
