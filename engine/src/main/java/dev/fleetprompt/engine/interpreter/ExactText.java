package dev.fleetprompt.engine.interpreter;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON texts that keep what the canonical form does not: the order of members and the
 * zeros of decimals, both of which expressions can see. Holds ASCII only where a text is not valid
 * Unicode.
 */
final class ExactText {

  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_NUMBER_LENGTH = 20_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final JsonMapper ASCII =
      MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ExactText() {}

  static String write(JsonNode value) {
    String text = MAPPER.writeValueAsString(value);
    return text.codePoints().anyMatch(ExactText::half) ? ASCII.writeValueAsString(value) : text;
  }

  private static boolean half(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }
}
