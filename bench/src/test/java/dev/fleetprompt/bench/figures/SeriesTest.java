package dev.fleetprompt.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Series.of(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Series.of(9, 1, 5, 6).median()).isEqualTo(5.5);
  }

  @Test
  void oneRoundIsLeastMedianAndMost() {
    Series series = Series.of(7);
    assertThat(List.of(series.least(), series.median(), series.most())).containsOnly(7.0);
  }

  @Test
  void leastAndMostAreTheOutermost() {
    Series series = Series.of(3, -2, 8);
    assertThat(series.least()).isEqualTo(-2);
    assertThat(series.most()).isEqualTo(8);
  }

  @Test
  void nothingMeasuredIsNoFigure() {
    assertThatIllegalArgumentException().isThrownBy(Series::of);
  }
}
