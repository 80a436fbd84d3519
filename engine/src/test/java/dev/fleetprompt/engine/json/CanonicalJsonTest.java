package dev.fleetprompt.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.engine.json.UnfitJsonException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalJsonTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b": 1, "a": [true, null]}   | {"a":[true,null],"b":1}
          1.50                          | 1.5
          1e3                           | 1000
          1E-7                          | 0.0000001
          -0.0                          | 0
          12345678901234567890.10       | 12345678901234567890.1
          "a\\u0001\\n\\"\\\\/é"        | "a\\u0001\\n\\"\\\\/é"
          """)
  void aValueHasOneText(String json, String text) {
    JsonNode value = CanonicalJson.read(json);
    assertThat(CanonicalJson.write(value)).isEqualTo(text);
    assertThat(CanonicalJson.read(text)).isEqualTo(value);
  }

  @Test
  void aNormalValueIsLeftAlone() {
    JsonNode value = CanonicalJson.read("{\"a\":[1,2.5,{\"b\":\"c\"}],\"d\":12345678901}");
    assertThat(CanonicalJson.normalize(value)).isSameAs(value);
  }

  @Test
  void everyNumberBecomesTheNodeThatItsTextBecomes() {
    ObjectNode value = NODES.objectNode();
    value.set("double", NODES.numberNode(3.30));
    value.set("float", NODES.numberNode(0.5f));
    value.set("long", NODES.numberNode(7L));
    value.set("short", NODES.numberNode((short) 7));
    value.set("big", NODES.numberNode(BigInteger.TEN.pow(30)));
    value.set("small", NODES.numberNode(BigInteger.TWO));
    value.set("decimal", NODES.numberNode(new BigDecimal("100.00")));
    JsonNode normal = CanonicalJson.normalize(value);
    assertThat(CanonicalJson.read(CanonicalJson.write(value))).isEqualTo(normal);
    assertThat(CanonicalJson.write(value))
        .isEqualTo(
            "{\"big\":1000000000000000000000000000000,\"decimal\":100,\"double\":3.3,"
                + "\"float\":0.5,\"long\":7,\"short\":7,\"small\":2}");
  }

  @Test
  void equalValuesHaveEqualHashes() {
    assertThat(CanonicalJson.hash(CanonicalJson.read("{\"a\":1.0,\"b\":2}")))
        .isEqualTo(CanonicalJson.hash(CanonicalJson.read("{\"b\":2,\"a\":1}")))
        .hasSize(64);
  }

  @Test
  void whatHasNoTextIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.write(NODES.numberNode(Double.NaN)))
        .isInstanceOf(UnfitJsonException.class);
    assertThatThrownBy(() -> CanonicalJson.write(NODES.numberNode(new BigDecimal("1e999999999"))))
        .isInstanceOf(UnfitJsonException.class);
    assertThatThrownBy(() -> CanonicalJson.read("{")).isInstanceOf(UnfitJsonException.class);
    assertThatThrownBy(() -> CanonicalJson.read("1e99999")).isInstanceOf(UnfitJsonException.class);
    assertThatThrownBy(() -> CanonicalJson.read("[".repeat(5_000)))
        .isInstanceOf(UnfitJsonException.class);
  }

  @Test
  void boundsMeasureTheCanonicalText() {
    JsonNode value = CanonicalJson.read("{\"a\":\"é\\n\",\"b\":[1.5,true]}");
    long size = JsonBounds.standard().check(value);
    assertThat(size).isBetween(20L, 40L);
  }

  @Test
  void boundsNameWhatIsWrong() {
    assertRefused(NODES.stringNode("a\u0000b"), Reason.NUL_CHARACTER);
    assertRefused(NODES.stringNode("a\uD83D"), Reason.UNPAIRED_SURROGATE);
    assertRefused(NODES.stringNode("\uDE00a"), Reason.UNPAIRED_SURROGATE);
    assertRefused(NODES.stringNode("x".repeat(9 << 20)), Reason.TOO_LARGE);
    assertRefused(NODES.numberNode(BigInteger.TEN.pow(20_000)), Reason.NUMBER_OUT_OF_RANGE);
    assertRefused(CanonicalJson.read("[".repeat(200) + "]".repeat(200)), Reason.TOO_DEEP);
    ObjectNode key = NODES.objectNode();
    key.put("a\u0000", 1);
    assertRefused(key, Reason.NUL_CHARACTER);
    assertThat(JsonBounds.standard().check(NODES.stringNode("😀"))).isGreaterThan(4);
  }

  private static void assertRefused(JsonNode value, Reason reason) {
    assertThatThrownBy(() -> JsonBounds.standard().check(value))
        .isInstanceOfSatisfying(
            UnfitJsonException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
