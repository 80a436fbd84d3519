package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.Match;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.policies.Ruling;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectiveRequestsTest {

  private final DirectiveHarness harness = new DirectiveHarness(new FakeEffect(Repeat.UNSAFE));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aRequestIsReadBackWithItsVerdictAndWakesTheDirective() {
    UUID id = harness.requested("k");
    Directive directive = harness.find(id);
    assertThat(directive.state()).isEqualTo(DirectiveState.APPROVED);
    assertThat(directive.verdict().rule()).isEqualTo("default: allow");
    assertThat(directive.requester()).isEqualTo(Requester.person("ada"));
    assertThat(directive.params().path("channel").asString()).isEqualTo("town");
    assertThat(harness.trail(id)).containsExactly("directive.requested", "directive.approved");
    assertThat(harness.queue.woken()).containsExactly(DirectiveItems.of(harness.tenant, id));
  }

  @Test
  void theSameKeyAndParamsReturnTheSameDirectiveAndStateNothingAgain() {
    UUID id = harness.requested("k");
    RequestDirective.Outcome again =
        harness.directives.request(
            harness.tenant, DirectiveHarness.request("k", "town", "recomputed text"));
    assertThat(again).isEqualTo(new RequestDirective.Outcome.Existing(id, DirectiveState.APPROVED));
    assertThat(harness.trail(id)).hasSize(2);
    assertThat(harness.queue.woken()).hasSize(1);
  }

  @Test
  void theSameKeyWithOtherParamsIsAConflictThatNamesTheField() {
    UUID id = harness.requested("k");
    RequestDirective.Outcome conflict =
        harness.directives.request(
            harness.tenant, DirectiveHarness.request("k", "country", "hello"));
    assertThat(conflict).isEqualTo(new RequestDirective.Outcome.Conflict(id, List.of("channel")));
    assertThat(((RequestDirective.Outcome.Conflict) conflict).message())
        .contains("channel")
        .contains(id.toString());
  }

  @Test
  void twoRequestsOfOneKeyInOneUnitMakeOneDirective() {
    RequestDirective one = prepare("k", "town");
    RequestDirective same = prepare("k", "town");
    RequestDirective other = prepare("k", "country");
    harness.commits.commit(new UnitOfWork(harness.tenant).add(one).add(same).add(other));
    assertThat(one.outcome()).isInstanceOf(RequestDirective.Outcome.Created.class);
    assertThat(same.outcome()).isInstanceOf(RequestDirective.Outcome.Existing.class);
    assertThat(other.outcome()).isInstanceOf(RequestDirective.Outcome.Conflict.class);
  }

  @Test
  void ofManyRequestsAtOnceOneCreatesTheDirective() throws Exception {
    int many = 8;
    CountDownLatch together = new CountDownLatch(many);
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      List<Future<RequestDirective.Outcome>> outcomes =
          java.util.stream.IntStream.range(0, many)
              .mapToObj(i ->
                  threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return harness.directives.request(
                        harness.tenant, DirectiveHarness.request("k", "town", "hi"));
                  }))
              .toList();
      long created = 0;
      for (Future<RequestDirective.Outcome> outcome : outcomes) {
        created += outcome.get() instanceof RequestDirective.Outcome.Created ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    }
  }

  @Test
  void aCancelledDirectiveReleasesItsKey() {
    UUID id = harness.requested("k");
    harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "changed my mind");
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.CANCELLED);
    assertThat(harness.trail(id)).endsWith("directive.cancelled");
    assertThat(harness.requested("k")).isNotEqualTo(id);
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    UUID id = harness.requested("k");
    harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "once");
    assertThatThrownBy(
            () -> harness.directives.cancel(harness.tenant, id, Actor.human("bob"), "twice"))
        .isInstanceOf(DirectiveMovedOnException.class);
  }

  @Test
  void ofTwoDecisionsAtOnceOneCounts() throws Exception {
    UUID id = harness.requested("k");
    CountDownLatch together = new CountDownLatch(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> wins =
          List.of("ada", "bob").stream()
              .map(person ->
                  threads.submit(() -> {
                    together.countDown();
                    together.await();
                    try {
                      harness.directives.cancel(harness.tenant, id, Actor.human(person), "race");
                      return true;
                    } catch (DirectiveMovedOnException e) {
                      return false;
                    }
                  }))
              .toList();
      assertThat(wins.get(0).get()).isNotEqualTo(wins.get(1).get());
    }
    assertThat(harness.trail(id)).containsOnlyOnce("directive.cancelled");
  }

  @Test
  void aRequestForLaterSetsATimerInsteadOfWaking() {
    DirectiveRequest later =
        DirectiveHarness.request("k", "town", "hi")
            .notBefore(harness.clock.instant().plus(Duration.ofHours(1)));
    UUID id = harness.directives.request(harness.tenant, later).directive();
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.SCHEDULED);
    assertThat(harness.queue.woken()).isEmpty();
    assertThat(harness.queue.all(QueueChange.SetTimer.class))
        .singleElement()
        .extracting(QueueChange.SetTimer::due)
        .isEqualTo(later.notBefore().orElseThrow());
  }

  @Test
  void paramsThatDoNotFitAreRefusedByField() {
    DirectiveRequest request =
        DirectiveRequest.of(
            "fake.post",
            ExactJson.read("{\"channel\": \"\", \"colour\": 1}"),
            "k",
            "because",
            Requester.system("test"));
    assertRefused(request, "directive_params_invalid", "/channel", "colour", "text");
  }

  @Test
  void paramsThatHoldASecretAreRefusedWithoutQuotingIt() {
    DirectiveRequest request = DirectiveHarness.request("k", "town", "ghp_" + "a1B2".repeat(9));
    assertThatThrownBy(() -> harness.directives.prepare(harness.tenant, request))
        .isInstanceOfSatisfying(
            InvalidDirectiveException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("directive_holds_secret"))
        .hasMessageNotContaining("a1B2");
  }

  @Test
  void anUnknownTypeIsRefusedAndTheKnownOnesNamed() {
    assertRefused(
        DirectiveRequest.of(
            "fake.nothing", ExactJson.read("{}"), "k", "because", Requester.system("test")),
        "directive_type_unknown",
        "fake.post");
  }

  @Test
  void announcementsComeBeforeTheRequestAndOnlyOnce() {
    DirectiveRequest request =
        DirectiveHarness.request("k", "town", "hi")
            .announcing(id ->
                Fact.of(
                    "package.install.requested",
                    id + ":package_requested",
                    Actor.human("ada"),
                    Link.directive(id),
                    ExactJson.read("{}")));
    UUID id = harness.directives.request(harness.tenant, request).directive();
    harness.directives.request(harness.tenant, request);
    assertThat(harness.trail(id))
        .containsExactly("package.install.requested", "directive.requested", "directive.approved");
  }

  @Test
  void whatAPolicyDeniesNeverRunsAndKeepsNoKey() {
    try (DirectiveHarness strict =
        new DirectiveHarness(new FakeEffect(Repeat.UNSAFE), rule(Ruling.DENY))) {
      RequestDirective.Outcome outcome =
          strict.directives.request(strict.tenant, DirectiveHarness.request("k", "town", "hi"));
      strict.run(outcome.directive());
      assertThat(strict.find(outcome.directive()).state()).isEqualTo(DirectiveState.DENIED);
      assertThat(strict.trail(outcome.directive()))
          .containsExactly("directive.requested", "directive.denied");
      assertThat(
              strict.directives.request(strict.tenant, DirectiveHarness.request("k", "town", "hi")))
          .isInstanceOf(RequestDirective.Outcome.Created.class);
    }
  }

  @Test
  void aProposalThatExpiredNeverRuns() {
    FakeEffect effect = new FakeEffect(Repeat.SAFE);
    try (DirectiveHarness asking = new DirectiveHarness(effect, rule(Ruling.ASK))) {
      DirectiveRequest request =
          DirectiveHarness.request("k", "town", "hi")
              .expiring(asking.clock.instant().plus(Duration.ofHours(1)));
      UUID id = asking.directives.request(asking.tenant, request).directive();
      asking.run(id);
      assertThat(asking.find(id).state()).isEqualTo(DirectiveState.PROPOSED);
      asking.clock.forward(Duration.ofHours(1));
      asking.run(id);
      assertThat(asking.find(id).state()).isEqualTo(DirectiveState.EXPIRED);
      assertThat(asking.trail(id)).endsWith("directive.expired");
      assertThat(effect.sent()).isEmpty();
    }
  }

  private static PolicyRule rule(Ruling ruling) {
    return new PolicyRule(
        "test: " + ruling,
        Match.type("fake.*"),
        ruling,
        ruling == Ruling.ASK ? Optional.of(ApproverRole.ADMIN) : Optional.empty());
  }

  private RequestDirective prepare(String key, String channel) {
    return harness.directives.prepare(
        harness.tenant, DirectiveHarness.request(key, channel, "hello"));
  }

  private void assertRefused(DirectiveRequest request, String code, String... named) {
    assertThatThrownBy(() -> harness.directives.prepare(harness.tenant, request))
        .isInstanceOfSatisfying(
            InvalidDirectiveException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContainingAll(named);
  }
}
