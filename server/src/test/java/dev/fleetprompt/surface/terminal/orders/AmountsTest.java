package dev.fleetprompt.surface.terminal.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          139.12             | 139.12
          22.200000000000003 | 22.200000000000003
          0.1                | 0.1
          .5                 | 0.5
          7                  | 7
          1,234.50           | 1234.50
          12,345,678.9       | 12345678.9
          £ 12.30            | 12.30
          $1,000.00          | 1000.00
          EUR 12.30          | 12.30
          1'234.50           | 1234.50
          1 234.50           | 1234.50
          -5.25              | -5.25
          −5.25              | -5.25
          5.25-              | -5.25
          (5.25)             | -5.25
          ($1,005.25)        | -1005.25
          -$5.25             | -5.25
          0.00               | 0.00
          """)
  void pointsAreRead(String written, BigDecimal meant) {
    assertThat(new Amounts(DecimalMark.POINT).read(written)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          139,12       | 139.12
          1.234,50     | 1234.50
          12,30 €      | 12.30
          1 234,50 kr  | 1234.50
          -1.005,25    | -1005.25
          1.234        | 1234
          """)
  void commasAreRead(String written, BigDecimal meant) {
    assertThat(new Amounts(DecimalMark.COMMA).read(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        ".",
        "abc",
        "1.2.3",
        "1,23,456.00",
        "12,34",
        "1e5",
        "1E+05",
        "NaN",
        "--5",
        "=1+1",
        "٣"
      })
  void otherTextIsNoAmount(String written) {
    assertThat(new Amounts(DecimalMark.POINT).read(written)).isEmpty();
  }

  @Test
  void aVeryLongAmountIsRefused() {
    assertThat(new Amounts(DecimalMark.POINT).read("9".repeat(1_000_000))).isEmpty();
  }

  @Test
  void theSamplesTellTheMark() {
    assertThat(Amounts.like(List.of("1,234", "12.5")).read("1,234"))
        .contains(new BigDecimal("1234"));
    assertThat(Amounts.like(List.of("1.234", "12,5")).read("1.234"))
        .contains(new BigDecimal("1234"));
    assertThat(Amounts.like(List.of("1.234.567")).read("5,50")).contains(new BigDecimal("5.50"));
    assertThat(Amounts.like(List.of("0.125")).read("0.125")).contains(new BigDecimal("0.125"));
    assertThat(Amounts.like(List.of("7", "8")).read("7.5")).contains(new BigDecimal("7.5"));
  }

  @Test
  void samplesThatCanBeReadInTwoWaysAreNotGuessed() {
    assertThatThrownBy(() -> Amounts.like(List.of("1.234", "5")))
        .isInstanceOf(OrderFileException.class)
        .hasMessageContaining("'1.234'")
        .hasMessageContaining("--decimal");
  }
}
