package dev.fleetprompt.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void aLowerBoundIsMetFromTheWantedValueOn() {
    assertThat(Goal.atLeast("rate", 100, 100, Unit.PER_SECOND).isMet()).isTrue();
    assertThat(Goal.atLeast("rate", 100, 99.9, Unit.PER_SECOND).isMet()).isFalse();
  }

  @Test
  void anUpperBoundIsMetUpToTheWantedValue() {
    assertThat(Goal.atMost("delay", 10, 10, Unit.MILLISECONDS).isMet()).isTrue();
    assertThat(Goal.atMost("delay", 10, 10.1, Unit.MILLISECONDS).isMet()).isFalse();
  }

  @Test
  void theRatioIsAboveOneWhenTheGoalIsSurpassed() {
    assertThat(Goal.atLeast("rate", 100, 150, Unit.PER_SECOND).ratio()).isEqualTo(1.5);
    assertThat(Goal.atMost("delay", 10, 5, Unit.MILLISECONDS).ratio()).isEqualTo(2);
  }

  @Test
  void theRatioIsTheShareReachedWhenTheGoalIsMissed() {
    assertThat(Goal.atLeast("rate", 100, 25, Unit.PER_SECOND).ratio()).isEqualTo(0.25);
    assertThat(Goal.atMost("delay", 10, 40, Unit.MILLISECONDS).ratio()).isEqualTo(0.25);
  }

  @Test
  void whereNothingIsAllowedTheRatioIsAllOrNothing() {
    assertThat(Goal.atMost("repeated", 0, 0, Unit.COUNT).ratio()).isEqualTo(1);
    assertThat(Goal.atMost("repeated", 0, 3, Unit.COUNT).ratio()).isEqualTo(0);
  }

  @Test
  void whatIsNoNumberMeetsNoGoal() {
    assertThat(Goal.atLeast("rate", 100, Double.NaN, Unit.PER_SECOND).isMet()).isFalse();
    assertThat(Goal.atMost("delay", 100, Double.NaN, Unit.MILLISECONDS).isMet()).isFalse();
  }
}
