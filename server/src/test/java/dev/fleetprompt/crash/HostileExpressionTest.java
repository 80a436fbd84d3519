package dev.fleetprompt.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

class HostileExpressionTest {

  private static final Logger LOG = LoggerFactory.getLogger(HostileExpressionTest.class);
  private static final int NORMAL_RUNS = 50;
  private static final Duration BOUND = Duration.ofSeconds(1);

  private static final Map<String, String> HOSTILE =
      Map.of(
          "count without end", "last(range(1e12))",
          "a giant text", "\\\"x\\\" * 2e9",
          "a giant list", "[limit(1e9; repeat(.))]",
          "a catastrophic regex",
              "(\\\"a\\\" * 1000000 + \\\"!\\\") as $t | [range(1e6) | $t | test(\\\"^(a+)+$\\\")]",
          "recursion without end", "def f: 1 + f; f");

  private static final String NORMAL =
      """
      document: {dsl: '1.0.3', namespace: crash, name: normal, version: '1.0.0'}
      do:
        - one: {call: crash.read, with: {millis: 1}}
        - sum: {set: {millis: '${ [range(100)] | add | . % 3 }'}}
        - two: {call: crash.read, with: {millis: '${ .millis }'}}
        - three: {call: crash.read, with: {millis: 1}}
      """;

  @Test
  void aHostileExpressionEndsAndOthersHardlyNotice() {
    try (TestDatabase database = TestDatabase.fresh();
        ConfigurableApplicationContext platform =
            CrashPlatform.working(database.login(), URI.create("http://127.0.0.1:9/"))) {
      TenantId tenant = database.organization("acme").id();
      Windows normal = new Windows(platform, tenant, NORMAL);
      normal.start(NORMAL_RUNS);
      Await.until("the first runs end", normal::areSettled);

      TenantId other = database.organization("hostile").id();
      Map<String, UUID> hostile = new LinkedHashMap<>();
      HOSTILE.forEach((name, expression) ->
          hostile.put(
              name, new Windows(platform, other, workflow(expression)).start(1).getFirst()));
      List<UUID> runs = normal.start(NORMAL_RUNS);
      Executions executions = platform.getBean(Executions.class);

      List<Long> times =
          runs.stream().map(run -> millis(ended(executions, tenant, run))).sorted().toList();
      hostile.forEach((name, run) -> {
        Execution ended = ended(executions, other, run);
        LOG.info("{} ended after {} ms: {}", name, millis(ended), ended.error());
        assertThat(ended.status()).as(name).isEqualTo(ExecutionStatus.FAULTED);
        assertThat(ended.error().orElseThrow().type()).as(name).endsWith("/expression");
      });
      LOG.info(
          "Beside them {} runs took {} ms at the median and {} ms at most",
          times.size(),
          times.get(times.size() / 2),
          times.getLast());
      assertThat(times.getLast()).isLessThan(BOUND.toMillis());
    }
  }

  private static String workflow(String expression) {
    return """
    document: {dsl: '1.0.3', namespace: crash, name: hostile, version: '1.0.0'}
    do:
      - compute: {set: {value: "${ %s }"}}
    """
        .formatted(expression);
  }

  private static Execution ended(Executions executions, TenantId tenant, UUID run) {
    Await.until("it ends", () -> find(executions, tenant, run).status().ended());
    return find(executions, tenant, run);
  }

  private static Execution find(Executions executions, TenantId tenant, UUID run) {
    return executions.find(tenant, run).orElseThrow();
  }

  private static long millis(Execution run) {
    return Duration.between(run.createdAt(), run.endedAt().orElseThrow()).toMillis();
  }
}
