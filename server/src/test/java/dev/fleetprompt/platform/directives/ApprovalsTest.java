package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.directives.ApprovalRefusedException.Code;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

  private final FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
  private final DirectiveHarness harness =
      new DirectiveHarness(effect, PolicyRule.askBefore("fake.post", ApproverRole.ADMIN));

  @BeforeEach
  void members() {
    harness.approvers.with("bob", ApproverRole.ADMIN).with("ada", ApproverRole.ADMIN);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aProposalRunsOnceAnAdminApprovedIt() {
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.PROPOSED);
    assertThat(effect.sent()).isEmpty();

    Directive approved = harness.approvals.approve(harness.tenant, id, "bob", "looks good");

    assertThat(approved.state()).isEqualTo(DirectiveState.APPROVED);
    assertThat(approved.decision())
        .hasValue(new Decision(Actor.human("bob"), harness.clock.instant(), "looks good", false));
    assertThat(harness.queue.woken()).contains(DirectiveItems.of(harness.tenant, id));
    harness.run(id);
    assertThat(effect.sent()).hasSize(1);
    assertThat(harness.trail(id))
        .containsExactly(
            "directive.requested",
            "directive.approved",
            "directive.started",
            "directive.completed");
  }

  @Test
  void theSignalOfADecisionSaysWhoAndWhy() {
    UUID id = harness.requested("k");
    harness.approvals.reject(harness.tenant, id, "bob", "wrong channel");
    Signal rejected = harness.signals.signals.trail(harness.tenant, Link.directive(id)).getLast();
    assertThat(rejected.type().value()).isEqualTo("directive.rejected");
    assertThat(rejected.actor()).isEqualTo(Actor.human("bob"));
    assertThat(json(rejected)).contains("wrong channel").contains("\"selfConfirmed\":false");
  }

  @Test
  void aRejectedProposalNeverRunsAndReleasesItsKey() {
    UUID id = harness.requested("k");
    harness.approvals.reject(harness.tenant, id, "bob", "no");
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.REJECTED);
    assertThat(effect.sent()).isEmpty();
    assertThat(harness.requested("k")).isNotEqualTo(id);
  }

  @Test
  void theRunThatWaitsLearnsThatItWasRejectedAndWhy() {
    UUID run = harness.database.ids().next();
    UUID id = requestedBy(Requester.run(run, Actor.PLATFORM));
    harness.approvals.reject(harness.tenant, id, "bob", "wrong channel");
    assertThat(harness.queue.all(QueueChange.Deliver.class))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.item().id()).isEqualTo(run);
          assertThat(told.body().path("state").asString()).isEqualTo("rejected");
          assertThat(told.body().path("reason").asString()).isEqualTo("wrong channel");
        });
  }

  @Test
  void nobodyApprovesWhatTheyRequestedWhileSomebodyElseMay() {
    UUID id = harness.requested("k");
    assertRefused(Code.OWN_REQUEST, () -> approve(id, "ada"));
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.PROPOSED);
  }

  @Test
  void whatARunRequestsIsTheRequestOfWhoeverStartedIt() {
    UUID id = requestedBy(Requester.run(harness.database.ids().next(), Actor.human("ada")));
    assertRefused(Code.OWN_REQUEST, () -> approve(id, "ada"));
    assertThat(approve(id, "bob").state()).isEqualTo(DirectiveState.APPROVED);
  }

  @Test
  void whatATriggeredRunRequestsIsNobodysRequest() {
    UUID id = requestedBy(Requester.run(harness.database.ids().next(), Actor.system("schedule")));
    Directive approved = approve(id, "ada");
    assertThat(approved.decision().orElseThrow().selfConfirmed()).isFalse();
  }

  @Test
  void aRequesterWhoIsTheOnlyOneLeftConfirmsAndThatIsRecorded() {
    harness.approvers.without("bob");
    UUID id = harness.requested("k");
    assertThat(harness.approvals.standing(harness.find(id), "ada"))
        .isEqualTo(new Approvals.Standing.MayDecide(true));

    Directive approved = approve(id, "ada");

    assertThat(approved.decision().orElseThrow().selfConfirmed()).isTrue();
    Signal signal = harness.signals.signals.trail(harness.tenant, Link.directive(id)).getLast();
    assertThat(json(signal)).contains("\"selfConfirmed\":true");
  }

  @Test
  void theRoleIsThatOfTheMomentOfDecision() {
    UUID id = harness.requested("k");
    harness.approvers.with("bob", ApproverRole.EDITOR);
    assertRefused(Code.ROLE_MISSING, () -> approve(id, "bob"));
    harness.approvers.without("bob");
    assertRefused(Code.ROLE_MISSING, () -> approve(id, "bob"));
    harness.approvers.with("bob", ApproverRole.OWNER);
    assertThat(approve(id, "bob").state()).isEqualTo(DirectiveState.APPROVED);
  }

  @Test
  void aRejectionSaysWhy() {
    UUID id = harness.requested("k");
    assertRefused(
        Code.REASON_MISSING, () -> harness.approvals.reject(harness.tenant, id, "bob", "  "));
  }

  @Test
  void aRequesterMayRejectTheirOwnRequest() {
    UUID id = harness.requested("k");
    assertThat(harness.approvals.reject(harness.tenant, id, "ada", "a mistake").state())
        .isEqualTo(DirectiveState.REJECTED);
  }

  @Test
  void aSecondDecisionDoesNotCount() {
    UUID id = harness.requested("k");
    approve(id, "bob");
    assertRefused(Code.NOT_WAITING, () -> approve(id, "bob"));
    assertRefused(
        Code.NOT_WAITING, () -> harness.approvals.reject(harness.tenant, id, "bob", "late"));
    assertThat(harness.trail(id)).containsOnlyOnce("directive.approved");
  }

  @Test
  void whatHasExpiredCannotBeApprovedEvenBeforeTheTimerNoticed() {
    UUID id = harness.requested("k");
    harness.clock.forward(RequestDirective.PATIENCE);
    assertRefused(Code.EXPIRED, () -> approve(id, "bob"));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.EXPIRED);
    assertThat(effect.sent()).isEmpty();
  }

  @Test
  void aProposalSetsADurableTimerForItsEnd() {
    UUID id = harness.requested("k");
    assertThat(harness.queue.all(QueueChange.SetTimer.class))
        .singleElement()
        .satisfies(timer -> {
          assertThat(timer.item()).isEqualTo(DirectiveItems.of(harness.tenant, id));
          assertThat(timer.due()).isEqualTo(harness.find(id).expires().orElseThrow());
        });
  }

  @Test
  void whatIsApprovedEarlyWaitsForItsStart() {
    DirectiveRequest later =
        DirectiveHarness.request("k", "town", "hi")
            .notBefore(harness.clock.instant().plus(Duration.ofHours(1)));
    UUID id = harness.directives.request(harness.tenant, later).directive();
    assertThat(approve(id, "bob").state()).isEqualTo(DirectiveState.SCHEDULED);
    harness.run(id);
    assertThat(effect.sent()).isEmpty();
    harness.clock.forward(Duration.ofHours(1));
    harness.run(id);
    assertThat(effect.sent()).hasSize(1);
  }

  @Test
  void ofManyDecisionsAndTheEndOfItsTimeExactlyOneCounts() throws Exception {
    for (int round = 0; round < 12; round++) {
      DirectiveRequest request =
          DirectiveHarness.request("round " + round, "town", "hi")
              .expiring(harness.clock.instant().plus(Duration.ofMinutes(1)));
      UUID id = harness.directives.request(harness.tenant, request).directive();
      harness.clock.forward(Duration.ofMinutes(1).minusMillis(1));
      race(
          () -> approve(id, "bob"),
          () -> approve(id, "bob"),
          () -> harness.approvals.reject(harness.tenant, id, "ada", "no"),
          () -> {
            harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "taken back");
            return id;
          },
          () -> {
            harness.clock.forward(Duration.ofMillis(1));
            harness.run(id);
            return id;
          });
      harness.run(id);
      Directive ended = harness.find(id);
      assertThat(ended.state().isFinal()).isTrue();
      List<String> decisions =
          harness.trail(id).stream()
              .filter(type ->
                  List.of(
                          "directive.approved",
                          "directive.rejected",
                          "directive.cancelled",
                          "directive.expired")
                      .contains(type))
              .toList();
      if (decisions.getFirst().equals("directive.approved")) {
        // What was approved at the last moment may still run out of time before it begins.
        assertThat(decisions.size()).isLessThanOrEqualTo(2);
        assertThat(ended.state())
            .isIn(DirectiveState.COMPLETED, DirectiveState.EXPIRED, DirectiveState.CANCELLED);
      } else {
        assertThat(decisions).hasSize(1);
        assertThat(effect.sent()).noneMatch(sent -> sent.directive().equals(id));
      }
    }
  }

  @Test
  void theInboxShowsWhatWaitsOldestFirstAndPagesThroughIt() {
    UUID first = harness.requested("a");
    harness.clock.forward(Duration.ofMinutes(5));
    UUID second = harness.requested("b");
    UUID third = harness.requested("c");
    Inbox inbox = new Inbox(harness.database.tenants());
    assertThat(inbox.waiting(harness.tenant))
        .isEqualTo(
            new Inbox.Waiting(
                3, Optional.of(harness.clock.instant().minus(Duration.ofMinutes(5)))));
    List<Directive> page = inbox.page(harness.tenant, Optional.empty(), 2);
    assertThat(page).extracting(Directive::id).containsExactly(first, second);
    assertThat(inbox.page(harness.tenant, Optional.of(second), 2))
        .extracting(Directive::id)
        .containsExactly(third);
    approve(second, "bob");
    assertThat(inbox.waiting(harness.tenant).items()).isEqualTo(2);
    assertThat(inbox.waiting(harness.database.organization("other").id()))
        .isEqualTo(new Inbox.Waiting(0, Optional.empty()));
  }

  @Test
  void aTypeWithoutWordsOfItsOwnStillHasASentence() {
    UUID id = harness.requested("k");
    assertThat(harness.directives.summary(harness.find(id)).sentence())
        .isEqualTo("Perform fake.post");
  }

  private UUID requestedBy(Requester requester) {
    return harness
        .directives
        .request(
            harness.tenant,
            DirectiveRequest.of(
                "fake.post",
                ExactJson.read("{\"channel\": \"town\", \"text\": \"hi\"}"),
                "k",
                "because",
                requester))
        .directive();
  }

  private Directive approve(UUID id, String person) {
    return harness.approvals.approve(harness.tenant, id, person, "");
  }

  private static void race(Callable<?>... rivals) throws Exception {
    CountDownLatch together = new CountDownLatch(rivals.length);
    try (ExecutorService threads = Executors.newFixedThreadPool(rivals.length)) {
      List<Future<Boolean>> ends =
          java.util.Arrays.stream(rivals)
              .map(rival ->
                  threads.submit(() -> {
                    together.countDown();
                    together.await();
                    try {
                      rival.call();
                      return true;
                    } catch (ApprovalRefusedException | DirectiveMovedOnException e) {
                      return false;
                    }
                  }))
              .toList();
      for (Future<Boolean> end : ends) {
        end.get();
      }
    }
  }

  private static void assertRefused(Code code, Runnable decision) {
    assertThatThrownBy(decision::run)
        .isInstanceOfSatisfying(
            ApprovalRefusedException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static String json(Signal signal) {
    return signal.data() instanceof Signal.Payload.Json json
        ? ExactJson.write(json.value())
        : "nothing";
  }
}
