package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.directives.Approvals;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.identity.NewPerson;
import dev.fleetprompt.platform.identity.Registration;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs whose effects a person decides about, on the whole platform. */
class ApprovedRunsTest {

  private static TestPlatform platform;
  private static TenantId tenant;
  private static String owner;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
    owner =
        platform
            .get(Registration.class)
            .addOwner(
                tenant, new NewPerson("Ada", "ada@example.com", "correct horse battery staple"))
            .toString();
    platform
        .get(Policies.class)
        .change(
            tenant,
            0,
            List.of(PolicyRule.askBefore("test.send", ApproverRole.ADMIN)),
            Actor.human(owner),
            "care");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void aRunWaitsForTheDecisionAndGoesOnWithTheResult() {
    UUID run = started("- send: {call: test.send, with: {to: anna, text: hello}}\n");
    Directive proposed = proposed(run);
    Await.until(
        "the run waits", () -> platform.find(tenant, run).status() == ExecutionStatus.WAITING);

    platform.get(Approvals.class).approve(tenant, proposed.id(), owner, "fine");

    Execution ended = platform.ended(tenant, run);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(ended.output().orElseThrow().path("to").asString()).isEqualTo("anna");
  }

  @Test
  void aRejectionIsAnErrorThatTheWorkflowCanCatch() {
    UUID run =
        started(
            """
            - try:
                try:
                  - send: {call: test.send, with: {to: bert, text: hello}}
                catch:
                  errors: {with: {type: https://fleetprompt.dev/errors/directive/rejected}}
                  as: refusal
                  do:
                    - told: {set: {why: '${ $refusal.detail }'}}
            """);

    platform.get(Approvals.class).reject(tenant, proposed(run).id(), owner, "not today");

    Execution ended = platform.ended(tenant, run);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(ended.output().orElseThrow().path("why").asString()).isEqualTo("not today");
  }

  @Test
  void aProposalThatRunsOutOfTimeEndsItsRun() {
    UUID run =
        started(
            """
            - send:
                call: test.send
                metadata: {expires: PT1S}
                with: {to: carl, text: hello}
            """);
    Execution ended = platform.ended(tenant, run);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(ended.error().orElseThrow().type()).endsWith("directive/expired");
  }

  private static UUID started(String tasks) {
    return platform.run(
        tenant,
        """
        document: {dsl: 1.0.3, namespace: test, name: test, version: 1.0.0}
        do:
        """
            + tasks,
        ExactJson.read("{}"));
  }

  private static Directive proposed(UUID run) {
    DirectiveQuery query = DirectiveQuery.newest(1).ofRun(run).in(DirectiveState.PROPOSED);
    Directives directives = platform.get(Directives.class);
    Await.until("the proposal is there", () -> !directives.page(tenant, query).isEmpty());
    return directives.page(tenant, query).getFirst();
  }
}
