package dev.fleetprompt.platform.directives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectiveStateTest {

  @ParameterizedTest
  @EnumSource(DirectiveState.class)
  void nothingLeavesAFinalState(DirectiveState state) {
    for (DirectiveState next : DirectiveState.values()) {
      if (state.isFinal()) {
        assertThat(state.mayBecome(next)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DirectiveState.class)
  void everyStateThatDoesNotReleaseItsKeyIsOpenOrCompleted(DirectiveState state) {
    assertThat(state.releasesKey()).isEqualTo(state.isFinal() && state != DirectiveState.COMPLETED);
  }

  @ParameterizedTest
  @EnumSource(
      value = DirectiveState.class,
      names = {"EXPIRED", "DENIED", "REJECTED", "CANCELLED", "FAILED", "COMPLETED"})
  void whatHasEndedNeverRuns(DirectiveState state) {
    assertThat(state.mayBecome(DirectiveState.RUNNING)).isFalse();
  }
}
