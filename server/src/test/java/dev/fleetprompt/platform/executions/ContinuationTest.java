package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.executions.TestCapabilities.Increment;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContinuationTest {

  private static final Actor ADA = Actor.human("ada");

  /** Five rounds, each a run of its own. */
  private static final String ROUNDS =
      """
      - work: {call: test.increment, with: {value: '${ 40000 + .round }'}, output: {as: '${ {round: ($workflow.input.round + 1)} }'}}
      - more:
          switch:
            - enough: {when: '${ .round >= 5 }', then: end}
      - again: {call: continue, with: {round: '${ .round }'}}
      """;

  private TestPlatform platform;
  private TenantId tenant;
  private RunTestKit kit;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
    kit = new RunTestKit(platform, tenant);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aLoopGoesOnAsNewRunsWhoseJournalsStayShort() {
    UUID first = kit.begin(ROUNDS, "{\"round\": 0}");

    List<Execution> chain = chain(first, 5);

    assertThat(chain).extracting(Execution::status).containsOnly(ExecutionStatus.COMPLETED);
    assertThat(chain.getLast().output()).contains(ExactJson.read("{\"round\": 5}"));
    assertThat(chain.getFirst().output()).as("it goes on elsewhere").isEmpty();
    assertThat(chain).extracting(Execution::correlation).containsOnly(Link.run(first));
    assertThat(chain)
        .extracting(Execution::definition)
        .hasSize(5)
        .containsOnly(chain.getFirst().definition());
    assertThat(chain.subList(1, 5)).extracting(Execution::origin).containsOnly("continuation");
    assertThat(chain.subList(1, 5))
        .extracting(Execution::requester)
        .containsOnly(chain.getFirst().requester());
    for (Execution run : chain) {
      assertThat(kit.journal(run.id())).containsExactly("run.started", "call.completed");
      assertThat(kit.facts(run.id())).containsExactly("started tester", "completed tester");
    }
    List<Long> rounds =
        platform.get(Increment.class).calls.stream()
            .filter(n -> n >= 40_000 && n < 40_005)
            .toList();
    assertThat(rounds).containsExactly(40_000L, 40_001L, 40_002L, 40_003L, 40_004L);
  }

  @Test
  void aRunThatGoesOnCanBePausedBetween() {
    UUID first =
        kit.begin(
            """
            - rest: {wait: {milliseconds: 300}}
            - again: {call: continue, with: {n: 1}}
            """,
            "{}");
    platform.get(Executions.class).suspend(tenant, first, ADA, "");
    kit.awaitStatus(first, ExecutionStatus.SUSPENDED);
    assertThat(next(first)).isEmpty();

    platform.get(Executions.class).resume(tenant, first, ADA);
    Await.until("the next one is there", () -> next(first).isPresent());
    UUID second = next(first).orElseThrow();
    platform.get(Executions.class).cancel(tenant, second, ADA, "enough");

    Await.until("all have ended", () -> last(second).status().ended());
    assertThat(platform.find(tenant, first).status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  /** The run that goes on last, cancelled as soon as it is found. */
  private Execution last(UUID from) {
    Execution run = platform.find(tenant, from);
    for (Optional<UUID> next = next(from); next.isPresent(); next = next(run.id())) {
      run = platform.find(tenant, next.get());
    }
    if (!run.status().ended()) {
      try {
        platform.get(Executions.class).cancel(tenant, run.id(), ADA, "enough");
      } catch (RunRefusedException ended) {
        return platform.find(tenant, run.id());
      }
    }
    return run;
  }

  private List<Execution> chain(UUID first, int length) {
    List<Execution> chain = new ArrayList<>();
    UUID run = first;
    while (chain.size() < length) {
      UUID current = run;
      chain.add(platform.ended(tenant, current));
      if (chain.size() < length) {
        Await.until("run " + current + " goes on", () -> next(current).isPresent());
        run = next(current).orElseThrow();
      }
    }
    return chain;
  }

  private Optional<UUID> next(UUID run) {
    return platform.get(RunExplorer.class).ledTo(tenant, List.of(Link.run(run))).stream()
        .map(RunSummary::id)
        .findFirst();
  }
}
