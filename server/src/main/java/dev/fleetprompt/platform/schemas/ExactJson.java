package dev.fleetprompt.platform.schemas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON without surprises: decimals keep every digit, a key may occur once, absent optionals are
 * left out, nothing follows the document.
 */
public final class ExactJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .changeDefaultPropertyInclusion(unused ->
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  private static final JsonMapper SORTED =
      MAPPER
          .rebuild()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private ExactJson() {}

  /** The mapper itself, for streams; immutable. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * @throws tools.jackson.core.JacksonException when the text is no single JSON document
   */
  public static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** A record as JSON. */
  public static JsonNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * @throws tools.jackson.core.JacksonException when the JSON does not fit the record
   */
  public static <T> T value(JsonNode node, Class<T> type) {
    return MAPPER.treeToValue(node, type);
  }

  /** The one text of a JSON value: keys sorted, no spaces, plain decimals. */
  public static String canonical(JsonNode node) {
    return SORTED.writeValueAsString(node);
  }

  /** SHA-256 of the canonical text in UTF-8. */
  public static byte[] hash(JsonNode node) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(canonical(node).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
