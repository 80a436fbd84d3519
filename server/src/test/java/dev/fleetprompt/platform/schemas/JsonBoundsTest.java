package dev.fleetprompt.platform.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBoundsTest {

  private final JsonBounds bounds = new JsonBounds(200, 3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": "\\u0000"}      | NUL
          {"a": "\\ud800"}      | surrogate
          {"\\udc00": 1}        | surrogate
          [[[[1]]]]             | deeper
          {"a": 1e500}          | exponent
          {"a": 1e-500}         | exponent
          """)
  void whatTheDatabaseCannotHoldIsNamed(String json, String named) {
    assertThat(bounds.violation(ExactJson.read(json)))
        .hasValueSatisfying(violation -> assertThat(violation).contains(named));
  }

  @Test
  void sizeIsCountedInUtf8() {
    assertThat(bounds.violation(ExactJson.node("é".repeat(90)))).isEmpty();
    assertThat(bounds.violation(ExactJson.node("é".repeat(110)))).isPresent();
  }

  @Test
  void ordinaryValuesPass() {
    assertThat(bounds.violation(ExactJson.read("{\"a\": [1, 2.50, true, null, \"😀\"]}")))
        .isEmpty();
  }
}
