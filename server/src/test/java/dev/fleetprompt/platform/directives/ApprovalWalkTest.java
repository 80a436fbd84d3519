package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.platform.policies.ApproverRole;
import dev.fleetprompt.platform.policies.PolicyRule;
import dev.fleetprompt.platform.signals.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random walks of what may happen to a proposal, checked after every step. */
class ApprovalWalkTest {

  private static final int WALKS = 60;
  private static final int STEPS = 6;

  private enum Step {
    APPROVE,
    REJECT,
    CANCEL,
    RUN,
    WAIT
  }

  @Test
  void everyMoveIsLegalAndNothingRunsWithoutAYes() {
    FakeEffect effect = new FakeEffect(Repeat.UNSAFE);
    try (DirectiveHarness harness =
        new DirectiveHarness(effect, PolicyRule.askBefore("fake.post", ApproverRole.ADMIN))) {
      harness.approvers.with("bob", ApproverRole.ADMIN);
      for (int seed = 0; seed < WALKS; seed++) {
        walk(harness, effect, seed);
      }
    }
  }

  private static void walk(DirectiveHarness harness, FakeEffect effect, int seed) {
    Random random = new Random(seed);
    UUID id =
        harness
            .directives
            .request(
                harness.tenant,
                DirectiveHarness.request("walk " + seed, "town", "hi")
                    .expiring(harness.clock.instant().plus(Duration.ofMinutes(10))))
            .directive();
    List<Step> taken = new ArrayList<>();
    DirectiveState state = harness.find(id).state();
    boolean yes = false;
    for (int i = 0; i < STEPS; i++) {
      Step step = Step.values()[random.nextInt(Step.values().length)];
      taken.add(step);
      boolean counted = take(harness, id, step);
      DirectiveState next = harness.find(id).state();
      if (next != state) {
        assertThat(state.mayBecome(next) || wentThroughRunning(state, next))
            .as("walk %d %s: %s became %s", seed, taken, state, next)
            .isTrue();
      } else if (step == Step.APPROVE || step == Step.REJECT || step == Step.CANCEL) {
        assertThat(counted).as("walk %d %s", seed, taken).isFalse();
      }
      yes |= step == Step.APPROVE && counted;
      state = next;
    }
    long sent = effect.sent().stream().filter(one -> one.directive().equals(id)).count();
    assertThat(sent).as("walk %d %s", seed, taken).isLessThanOrEqualTo(yes ? 1 : 0);
    List<String> trail = harness.trail(id);
    assertThat(trail).doesNotHaveDuplicates();
    assertThat(trail.contains("directive.approved")).isEqualTo(yes);
  }

  private static boolean wentThroughRunning(DirectiveState from, DirectiveState to) {
    return from.mayBecome(DirectiveState.RUNNING) && DirectiveState.RUNNING.mayBecome(to);
  }

  private static boolean take(DirectiveHarness harness, UUID id, Step step) {
    try {
      switch (step) {
        case APPROVE -> harness.approvals.approve(harness.tenant, id, "bob", "");
        case REJECT -> harness.approvals.reject(harness.tenant, id, "bob", "no");
        case CANCEL -> harness.directives.cancel(harness.tenant, id, Actor.human("ada"), "no");
        case RUN -> harness.run(id);
        case WAIT -> harness.clock.forward(Duration.ofMinutes(6));
      }
      return true;
    } catch (ApprovalRefusedException | DirectiveMovedOnException e) {
      return false;
    }
  }
}
