package dev.fleetprompt.engine.jq;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON with exact decimals, and the shortest way to run a program. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  static List<JsonNode> run(String program, String input) {
    return run(program, read(input), Fuel.standard());
  }

  static List<JsonNode> run(String program, JsonNode input, Fuel fuel) {
    return JqProgram.compile(program).evaluate(input, Map.of(), fuel);
  }

  /** The results as compact texts with plain numbers. */
  static List<String> texts(String program, String input) {
    return run(program, input).stream().map(Json::text).toList();
  }

  static String text(JsonNode node) {
    return JsonText.of(new Run(Fuel.standard()), node);
  }
}
