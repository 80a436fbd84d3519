package dev.fleetprompt.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesTest {

  private static final double[] ONE_TO_HUNDRED =
      IntStream.rangeClosed(1, 100).mapToDouble(n -> 101 - n).toArray();

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.5, 50", "0.501, 51", "0.99, 99", "0.991, 100", "1, 100"})
  void thePercentileIsTheValueOfItsNearestRank(double share, double value) {
    assertThat(Percentiles.of(ONE_TO_HUNDRED).at(share)).isEqualTo(value);
  }

  @Test
  void ofOneValueEveryPercentileIsThatValue() {
    Percentiles one = Percentiles.of(new double[] {4});
    assertThat(one.at(0.001)).isEqualTo(4);
    assertThat(one.at(1)).isEqualTo(4);
  }

  @Test
  void theValuesGivenStayInTheirOrder() {
    double[] values = {3, 1, 2};
    Percentiles.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void aShareOutsideOfTheValuesIsRefused(double share) {
    Percentiles percentiles = Percentiles.of(ONE_TO_HUNDRED);
    assertThatIllegalArgumentException().isThrownBy(() -> percentiles.at(share));
  }

  @Test
  void nothingMeasuredHasNoPercentile() {
    assertThatIllegalArgumentException().isThrownBy(() -> Percentiles.of(new double[0]));
  }
}
