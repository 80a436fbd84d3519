package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectiveRunnerTest {

  private @Nullable DirectiveHarness open;

  private DirectiveHarness harness(FakeEffect effect) {
    DirectiveHarness harness = new DirectiveHarness(effect);
    open = harness;
    return harness;
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void anApprovedDirectiveIsPerformedOnceWithItsWholeTrail() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    harness.run(id);
    Directive directive = harness.find(id);
    assertThat(directive.state()).isEqualTo(DirectiveState.COMPLETED);
    assertThat(directive.result()).hasValue(ExactJson.read("{\"posted\": \"p1\"}"));
    assertThat(effect.sent()).hasSize(1);
    assertThat(harness.trail(id))
        .containsExactly(
            "directive.requested",
            "directive.approved",
            "directive.started",
            "directive.completed");
    assertThat(harness.directives.attempts(harness.tenant, id))
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.outcome()).hasValue(AttemptRecord.Outcome.COMPLETED);
          assertThat(attempt.node()).isEqualTo(harness.node.node());
        });
  }

  @Test
  void anAttemptIsDurableBeforeItsFirstByteLeaves() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    effect.then((params, attempt) -> {
      Directive seen = harness.find(id);
      assertThat(seen.openAttempt()).hasValue(1);
      assertThat(harness.directives.attempts(harness.tenant, id)).hasSize(1);
      return FakeEffect.posted();
    });
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.COMPLETED);
  }

  @Test
  void whatAnInstallStatesLiesBetweenStartedAndCompleted() {
    FakeEffect effect = new FakeEffect(Repeat.SAFE);
    DirectiveHarness harness = harness(effect);
    DirectiveRequest request =
        DirectiveHarness.request("k", "town", "hi")
            .announcing(id -> fact("package.install.requested", id));
    UUID id = harness.directives.request(harness.tenant, request).directive();
    effect.then((params, attempt) -> {
      harness.commits.commit(
          new UnitOfWork(harness.tenant)
              .add(
                  harness.signals.entry.fact(harness.tenant, fact("package.install.started", id))));
      Change completed =
          harness.signals.entry.fact(harness.tenant, fact("package.install.completed", id));
      return Completion.of(new FakeEffect.Result("installed"), completed);
    });
    harness.run(id);
    assertThat(harness.trail(id))
        .containsExactly(
            "package.install.requested",
            "directive.requested",
            "directive.approved",
            "directive.started",
            "package.install.started",
            "package.install.completed",
            "directive.completed");
  }

  @Test
  void theRunThatWaitsIsToldTheOutcome() {
    DirectiveHarness harness = harness(new FakeEffect(Repeat.UNSAFE));
    UUID run = harness.database.ids().next();
    DirectiveRequest request =
        DirectiveRequest.of(
            "fake.post",
            ExactJson.read("{\"channel\": \"town\", \"text\": \"hi\"}"),
            "k",
            "because",
            Requester.run(run));
    UUID id = harness.directives.request(harness.tenant, request).directive();
    harness.run(id);
    assertThat(harness.queue.all(QueueChange.Deliver.class))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.item().id()).isEqualTo(run);
          assertThat(told.messageId()).isEqualTo("directive:" + id);
          assertThat(told.body().path("state").asString()).isEqualTo("completed");
          assertThat(told.body().path("result").path("posted").asString()).isEqualTo("p1");
        });
  }

  @Test
  void aRetryableFailureWaitsAndIsTriedAgain() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE).then(refused());
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).retryAt())
        .hasValue(harness.clock.instant().plus(Duration.ofSeconds(1)));
    harness.run(id);
    assertThat(harness.find(id).attempts()).isEqualTo(1);
    harness.clock.forward(Duration.ofSeconds(1));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.COMPLETED);
    assertThat(harness.directives.attempts(harness.tenant, id))
        .extracting(attempt -> attempt.outcome().orElseThrow())
        .containsExactly(AttemptRecord.Outcome.RETRYABLE, AttemptRecord.Outcome.COMPLETED);
  }

  @Test
  void whatAProviderAsksToWaitIsHonouredUpToAnHour() {
    FakeEffect effect =
        new FakeEffect(Repeat.UNSAFE)
            .then(busy(Duration.ofMinutes(7)))
            .then(busy(Duration.ofDays(9)));
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).retryAt())
        .hasValue(harness.clock.instant().plus(Duration.ofMinutes(7)));
    harness.clock.forward(Duration.ofMinutes(7));
    harness.run(id);
    assertThat(harness.find(id).retryAt())
        .hasValue(harness.clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void afterTenRetryableFailuresItFailsAndReleasesItsKey() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    for (int i = 0; i < 10; i++) {
      effect.then(refused());
      harness.run(id);
      harness.clock.forward(Duration.ofHours(1));
    }
    Directive directive = harness.find(id);
    assertThat(directive.state()).isEqualTo(DirectiveState.FAILED);
    assertThat(directive.attempts()).isEqualTo(10);
    assertThat(directive.failure()).map(Failure::code).hasValue("refused");
    assertThat(harness.requested("k")).isNotEqualTo(id);
  }

  @Test
  void aFinalFailureEndsItAtOnce() {
    FakeEffect effect =
        new FakeEffect(Repeat.UNSAFE)
            .then((params, attempt) -> {
              throw new FinalFailureException("not_found", "The channel is gone.");
            });
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.FAILED);
    assertThat(harness.trail(id)).endsWith("directive.failed");
    assertThat(
            new DirectiveFigures(harness.database.tenants())
                .of(harness.tenant, harness.clock.instant(), harness.clock.instant().plusSeconds(1))
                .errors())
        .containsExactly(
            new DirectiveFigures.TopError(
                new DirectiveName("fake.post"), "not_found", "The channel is gone.", 1));
  }

  @Test
  void anUnknownOutcomeOfAnUnsafeEffectIsNeverRepeatedWithoutAPersonsWord() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE).then(cutAfterSending());
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    harness.clock.forward(Duration.ofDays(1));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.IN_DOUBT);
    assertThat(effect.sent()).isEmpty();
    assertThat(harness.trail(id)).endsWith("directive.in_doubt");
    assertThat(
            harness.directives.request(
                harness.tenant, DirectiveHarness.request("k", "town", "again")))
        .isEqualTo(new RequestDirective.Outcome.Existing(id, DirectiveState.IN_DOUBT));
  }

  @ParameterizedTest
  @EnumSource(Resolution.class)
  void aPersonDecidesWhatBecameOfIt(Resolution decision) {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE).then(cutAfterSending());
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    harness.directives.resolve(harness.tenant, id, decision, Actor.human("ada"));
    harness.run(id);
    assertThat(harness.find(id).state())
        .isEqualTo(decision == Resolution.LEAVE ? DirectiveState.FAILED : DirectiveState.COMPLETED);
    assertThat(effect.sent()).hasSize(decision == Resolution.SEND_AGAIN ? 1 : 0);
    assertThat(harness.signals.signals.trail(harness.tenant, Link.directive(id)))
        .filteredOn(signal -> signal.type().value().equals("directive.resolved"))
        .singleElement()
        .satisfies(resolved -> {
          assertThat(resolved.actor()).isEqualTo(Actor.human("ada"));
          assertThat(resolved.json().path("decision").asString()).isEqualTo(decision.text());
        });
    assertThatThrownBy(() ->
            harness.directives.resolve(
                harness.tenant, id, Resolution.SEND_AGAIN, Actor.human("bob")))
        .isInstanceOf(DirectiveMovedOnException.class);
  }

  @Test
  void anUnknownOutcomeOfASafeEffectIsTriedAgain() {
    FakeEffect effect = new FakeEffect(Repeat.SAFE).then(cutAfterSending());
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    harness.clock.forward(Duration.ofHours(1));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.COMPLETED);
    assertThat(effect.sent()).extracting(Attempt::number).containsExactly(2);
  }

  @Test
  void anOutsideSystemThatCanTellEndsTheDoubt() {
    FakeEffect effect =
        new FakeEffect(Repeat.VERIFIABLE)
            .then(cutAfterSending())
            .verifiedBy(attempt -> Optional.of(new Evidence.Happened<>(FakeEffect.posted())));
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.COMPLETED);
    assertThat(effect.sent()).isEmpty();
  }

  @Test
  void whatVerifiablyDidNotHappenIsTriedAgain() {
    FakeEffect effect =
        new FakeEffect(Repeat.VERIFIABLE)
            .then(cutAfterSending())
            .verifiedBy(attempt -> Optional.of(new Evidence.DidNotHappen<>()));
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    harness.clock.forward(Duration.ofHours(1));
    harness.run(id);
    assertThat(effect.sent()).hasSize(1);
  }

  @Test
  void aVerificationThatKeepsFailingEndsInDoubt() {
    FakeEffect effect =
        new FakeEffect(Repeat.VERIFIABLE)
            .then(cutAfterSending())
            .verifiedBy(attempt -> {
              throw new RetryableFailureException("down", "The provider is down.");
            });
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    for (int i = 0; i < 4; i++) {
      harness.run(id);
      assertThat(harness.find(id).state()).isEqualTo(DirectiveState.RUNNING);
      harness.clock.forward(Duration.ofHours(1));
    }
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.IN_DOUBT);
    assertThat(effect.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Repeat.class)
  void anAttemptThatADeadNodeLeftOpenIsUnknown(Repeat repeat) {
    FakeEffect effect = new FakeEffect(repeat);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    UUID deadNode = harness.database.ids().next();
    harness.commits.commit(
        new UnitOfWork(harness.tenant)
            .add(
                harness.signals.entry.fact(
                    harness.tenant, fact("value.unrelated.fact", UUID.randomUUID()))));
    harness
        .node
        .submit(
            id,
            new UnitOfWork(harness.tenant)
                .add(MoveDirective.start(harness.find(id), deadNode, harness.clock.instant())))
        .join();
    harness.run(id);
    assertThat(harness.find(id).state())
        .isEqualTo(repeat == Repeat.SAFE ? DirectiveState.RUNNING : DirectiveState.IN_DOUBT);
    assertThat(effect.sent()).isEmpty();
    assertThat(harness.directives.attempts(harness.tenant, id))
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.node()).isEqualTo(deadNode);
          assertThat(attempt.outcome()).hasValue(AttemptRecord.Outcome.UNKNOWN);
          assertThat(attempt.errorCode()).hasValue("attempt_cut");
        });
  }

  @Test
  void anErrorBeforeSendingIsFinalAndOneAfterwardsUnknown() {
    FakeEffect effect =
        new FakeEffect(Repeat.UNSAFE)
            .then((params, attempt) -> {
              throw new IllegalStateException("a bug");
            })
            .then((params, attempt) -> {
              attempt.beforeSending();
              throw new IllegalStateException("a bug");
            });
    DirectiveHarness harness = harness(effect);
    UUID before = harness.requested("before");
    UUID after = harness.requested("after");
    harness.run(before);
    harness.run(after);
    assertThat(harness.find(before).state()).isEqualTo(DirectiveState.FAILED);
    assertThat(harness.find(after).state()).isEqualTo(DirectiveState.IN_DOUBT);
  }

  @Test
  void anAttemptThatOverrunsAfterSendingIsUnknown() {
    CountDownLatch never = new CountDownLatch(1);
    FakeEffect effect =
        new FakeEffect(Repeat.UNSAFE)
            .then((params, attempt) -> {
              attempt.beforeSending();
              await(never);
              return FakeEffect.posted();
            });
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.IN_DOUBT);
    assertThat(harness.find(id).failure()).map(Failure::code).hasValue("timeout");
  }

  @Test
  void anAttemptThatOverrunsBeforeSendingCanSendNoMoreAndIsTriedAgain() {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch refusedToSend = new CountDownLatch(1);
    FakeEffect effect =
        new FakeEffect(Repeat.UNSAFE)
            .then((params, attempt) -> {
              await(released);
              try {
                attempt.beforeSending();
              } catch (RetryableFailureException e) {
                refusedToSend.countDown();
              }
              return FakeEffect.posted();
            });
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    harness.run(id);
    released.countDown();
    await(refusedToSend);
    assertThat(refusedToSend.getCount()).isZero();
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.RUNNING);
    assertThat(harness.find(id).failure()).map(Failure::code).hasValue("timeout_before_sending");
  }

  @Test
  void aDirectiveBetweenTwoAttemptsCanBeCancelled() {
    DirectiveHarness harness = harness(new FakeEffect(Repeat.UNSAFE).then(refused()));
    UUID id = harness.requested("k");
    harness.run(id);
    harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "enough");
    harness.clock.forward(Duration.ofHours(1));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.CANCELLED);
    assertThat(harness.effect.sent()).isEmpty();
  }

  @Test
  void aDirectiveWhoseAttemptIsUnderWayCannotBeCancelled() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    effect.then((params, attempt) -> {
      assertThatThrownBy(
              () -> harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "stop"))
          .isInstanceOf(DirectiveMovedOnException.class);
      return FakeEffect.posted();
    });
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.COMPLETED);
  }

  @Test
  void anEffectWhoseConsequencesCannotBeRecordedIsInDoubtRatherThanLost() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    effect.then((params, attempt) -> {
      attempt.beforeSending();
      return Completion.of(new FakeEffect.Result("p"), new Unwritable());
    });
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.IN_DOUBT);
    assertThat(harness.find(id).failure()).map(Failure::code).hasValue("completion_not_recorded");
  }

  @Test
  void whatSentNothingAndCannotBeRecordedDidNotHappen() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    UUID id = harness.requested("k");
    effect.then((params, attempt) -> Completion.of(new FakeEffect.Result("p"), new Unwritable()));
    harness.run(id);
    assertThat(harness.find(id).state()).isEqualTo(DirectiveState.FAILED);
    assertThat(harness.find(id).failure()).map(Failure::code).hasValue("completion_refused");
  }

  @Test
  void everyEndWithoutEffectIsCommittedWithWhatItsTypeUndoes() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    DirectiveHarness harness = harness(effect);
    effect.undoneBy(end ->
        harness.signals.entry.fact(
            harness.tenant, fact("fake.undone." + end.code(), end.directive()).at(end.at())));

    UUID failed = harness.requested("failed");
    effect.then((params, attempt) -> {
      throw new FinalFailureException("wrong_channel", "No such channel.");
    });
    harness.run(failed);
    UUID cancelled = harness.requested("cancelled");
    harness.directives.cancel(harness.tenant, cancelled, Actor.human("ada"), "a mistake");
    UUID expired =
        harness
            .directives
            .request(
                harness.tenant,
                DirectiveHarness.request("expired", "town", "hello")
                    .expiring(harness.clock.instant()))
            .directive();
    harness.run(expired);
    UUID completed = harness.requested("completed");
    harness.run(completed);

    assertThat(harness.trail(failed))
        .containsSubsequence("fake.undone.wrong_channel", "directive.failed");
    assertThat(harness.trail(cancelled))
        .containsSubsequence("fake.undone.cancelled", "directive.cancelled");
    assertThat(harness.trail(expired))
        .containsSubsequence("fake.undone.expired", "directive.expired");
    assertThat(harness.trail(completed)).noneMatch(type -> type.startsWith("fake.undone"));
  }

  private record Unwritable() implements Change {}

  private static Fact fact(String type, UUID directive) {
    return Fact.of(
        type,
        directive + ":" + type,
        Actor.PLATFORM,
        Link.directive(directive),
        ExactJson.read("{}"));
  }

  private static FakeEffect.Behaviour refused() {
    return (params, attempt) -> {
      throw new RetryableFailureException("refused", "The connection was refused.");
    };
  }

  private static FakeEffect.Behaviour busy(Duration retryAfter) {
    return (params, attempt) -> {
      throw new RetryableFailureException("busy", "Too many requests.", retryAfter);
    };
  }

  private static FakeEffect.Behaviour cutAfterSending() {
    return (params, attempt) -> {
      attempt.beforeSending();
      throw new UnknownOutcomeException("connection_lost", "The connection was lost.");
    };
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    try {
      boolean unused = latch.await(5, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      await(latch);
    }
  }
}
