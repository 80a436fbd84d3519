package dev.fleetprompt.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;

class DecimalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "0.1 + 0.2 → 0.3",
        "1.1 * 3 → 3.3",
        "3.30 - 1.10 → 2.2",
        "1.10 + 2.20 → 3.3",
        "55885.30 + 48439.76 → 104325.06",
        "10 / 4 → 2.5",
        "1 / 3 → 0.3333333333333333333333333333333333",
        "2 / 3 → 0.6666666666666666666666666666666667",
        "1e3 → 1000",
        "1e3 + 0 → 1000",
        "1.000 → 1.000",
        "1.000 + 0 → 1",
        "-1.50 → -1.50",
        "100e-2 → 1.00",
        "1e-7 + 0 → 0.0000001",
        "9007199254740993 + 0 → 9007199254740993",
        "9223372036854775807 + 1 → 9223372036854775808",
        "-9223372036854775808 - 1 → -9223372036854775809",
        "-(-9223372036854775808) → 9223372036854775808",
        "9223372036854775807 * 9223372036854775807 → 85070591730234615847396907784232501249",
        "12345678901234567890.123 + 0.001 → 12345678901234567890.124",
        "5.9 % 2.9 → 1",
        "-5 % 3 → -2",
        "5 % -3 → 2",
        "1e30 % 7 → 1",
        "2.5 | floor → 2",
        "-2.5 | floor → -3",
        "-2.5 | ceil → -2",
        "2.5 | round → 3",
        "-2.5 | round → -3",
        "-2.5 | trunc → -2",
        "9 | sqrt → 3",
        "1.21 | sqrt → 1.1",
        "pow(1.1; 2) → 1.21",
        "pow(2; 100) → 1267650600228229401496703205376",
        "pow(2; -2) → 0.25",
        "pow(2; 0.5) | . * 1000 | floor → 1414",
        "1 == 1.0 → true",
        "1.10 == 1.1 → true",
        "[1, 1.0, 1.00] | unique | length → 1",
        "{a: 1} == {a: 1.0} → true",
        "[3, 1.5, 1.49] | sort | tojson → \"[1.49,1.5,3]\"",
        "\"1.10\" | tonumber → 1.10",
        "1.10 | tostring → \"1.10\"",
        "[0.1, 0.2, 0.3] | add → 0.6",
        "[limit(100; repeat(0.01))] | add → 1",
        "-1.1 | abs → 1.1",
        "-0.0 | tojson → \"0.0\"",
        "nan | tojson → \"null\"",
        "infinite | tojson → \"1.7976931348623157e+308\"",
        "nan < nan → true",
        "nan == nan → false",
        "[nan, 1] | sort | .[1] → 1",
        "infinite % 7 | . >= 0 → true",
        "1e6144 > 1e6143 → true"
      })
  void isExact(String program, String result) {
    assertThat(Json.texts(program, "null")).containsExactly(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e6144 * 10",
        "1e-6144 / 10",
        "1e6144 + 1e-6144",
        "1e6000 * 1e6000",
        "1 / 0",
        "1 % 0"
      })
  void endsInAnErrorOutsideItsRange(String program) {
    assertThatThrownBy(() -> Json.run(program, "null")).isInstanceOf(JqException.class);
  }

  @Test
  void aPowerTooGreatForDecimalsIsInfinite() {
    assertThat(Json.texts("pow(10; 1e9) | isinfinite", "null")).containsExactly("true");
  }

  @Test
  void aNumberThatIsOnlyPassedOnIsTheVeryNodeItWas() {
    JsonNode price = DecimalNode.valueOf(new BigDecimal("9.90"));
    assertThat(Json.run(".", price, Fuel.standard()).getFirst()).isSameAs(price);
  }

  @Test
  void aDoubleInTheInputCountsAsTheDecimalItPrintsAs() {
    assertThat(
            Json.run(". + 0.2", DoubleNode.valueOf(0.1), Fuel.standard()).getFirst().decimalValue())
        .isEqualTo(new BigDecimal("0.3"));
  }

  @Test
  void aResultWithoutJsonFormIsReplaced() {
    assertThat(Json.texts("[nan, {a: infinite}, -infinite]", "null"))
        .containsExactly(
            "[null,{\"a\":"
                + new BigDecimal("1.7976931348623157e+308").toPlainString()
                + "},-"
                + new BigDecimal("1.7976931348623157e+308").toPlainString()
                + "]");
  }

  @Test
  void digitsCostFuel() {
    Fuel few = Fuel.standard();
    Fuel many = Fuel.standard();
    Json.run("3 * 3", Values.NULL, few);
    Json.run("pow(3; 900) | . * .", Values.NULL, many);
    assertThat(many.stepsSpent()).isGreaterThan(few.stepsSpent() + 500);
  }

  @Test
  void helpersAgreeWithTheOperators() {
    assertThat(JqNumbers.plain(DecimalNode.valueOf(new BigDecimal("1E+3")))).isEqualTo("1000");
    assertThat(JqNumbers.equal(Json.read("{\"a\":1,\"b\":2}"), Json.read("{\"b\":2.0,\"a\":1.00}")))
        .isTrue();
    assertThat(JqNumbers.compare(Json.read("1.5"), Json.read("\"a\""))).isNegative();
  }

  @Test
  void variablesAreExactToo() {
    assertThat(
            JqProgram.compile("$price * 3", List.of("price"))
                .first(Values.NULL, Map.of("price", Json.read("1.1")), Fuel.standard())
                .map(Json::text))
        .contains("3.3");
  }
}
