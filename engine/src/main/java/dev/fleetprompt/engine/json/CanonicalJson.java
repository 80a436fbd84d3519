package dev.fleetprompt.engine.json;

import dev.fleetprompt.engine.json.UnfitJsonException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one text form of a value: keys sorted by UTF-16 code units, no blanks, numbers as plain
 * decimals without trailing zeros. A value that went through the text is {@linkplain #normalize
 * normal}: equal values are then equal nodes with the same order of keys, so a run sees the same
 * data before and after a crash.
 */
public final class CanonicalJson {

  static final int MAX_DEPTH = 1_000;

  /** Room for whatever an expression can compute: 10,000 digits and exponents to ±6,144. */
  static final int MAX_NUMBER_LENGTH = 16_400;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalJson() {}

  /** The canonical text of a value. */
  public static String write(JsonNode value) {
    StringBuilder out = new StringBuilder(64);
    CanonicalWriter.write(value, out);
    return out.toString();
  }

  /**
   * The normal value that a JSON text stands for.
   *
   * @throws UnfitJsonException when the text is no JSON, is nested too deeply or holds a number out
   *     of range
   */
  public static JsonNode read(String text) {
    try {
      return normalize(MAPPER.readTree(text));
    } catch (JacksonException e) {
      throw new UnfitJsonException(
          Reason.NOT_JSON, "This text is no JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * The same value in normal form; the value itself when it is normal already.
   *
   * @throws UnfitJsonException when the value has no JSON form
   */
  public static JsonNode normalize(JsonNode value) {
    return normalize(value, 0);
  }

  private static JsonNode normalize(JsonNode value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnfitJsonException(
          Reason.TOO_DEEP, "The value is nested deeper than " + MAX_DEPTH + " levels. Flatten it.");
    }
    return switch (value.getNodeType()) {
      case OBJECT -> normalObject((ObjectNode) value, depth);
      case ARRAY -> normalArray((ArrayNode) value, depth);
      case NUMBER -> normalNumber(value);
      case STRING, BOOLEAN, NULL -> value;
      case MISSING, POJO, BINARY ->
          throw new UnfitJsonException(
              Reason.NOT_JSON, "A " + value.getNodeType() + " value has no JSON form.");
    };
  }

  private static JsonNode normalObject(ObjectNode value, int depth) {
    boolean normal = true;
    String previous = null;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      if ((previous != null && previous.compareTo(name) > 0)
          || normalize(field.getValue(), depth + 1) != field.getValue()) {
        normal = false;
        break;
      }
      previous = name;
    }
    if (normal) {
      return value;
    }
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    value
        .properties()
        .forEach(field -> sorted.put(field.getKey(), normalize(field.getValue(), depth + 1)));
    ObjectNode copy = NODES.objectNode();
    sorted.forEach(copy::set);
    return copy;
  }

  private static JsonNode normalArray(ArrayNode value, int depth) {
    ArrayNode copy = null;
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      JsonNode normal = normalize(item, depth + 1);
      if (copy == null && normal != item) {
        copy = NODES.arrayNode(value.size());
        for (int j = 0; j < i; j++) {
          copy.add(value.get(j));
        }
      }
      if (copy != null) {
        copy.add(normal);
      }
    }
    return copy == null ? value : copy;
  }

  private static JsonNode normalNumber(JsonNode value) {
    if (value.isInt()) {
      return value;
    }
    if (value.isIntegralNumber()) {
      BigInteger number = value.bigIntegerValue();
      return number.bitLength() < 64 && value.isLong() && number.bitLength() >= 32
          ? value
          : integer(number);
    }
    if ((value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue())) {
      throw new UnfitJsonException(
          Reason.NUMBER_OUT_OF_RANGE,
          "The number " + value.doubleValue() + " has no JSON form. Use null or a text.");
    }
    BigDecimal number = plain(value.decimalValue());
    if (number.scale() <= 0) {
      return integer(number.toBigIntegerExact());
    }
    return value instanceof DecimalNode && value.decimalValue().equals(number)
        ? value
        : NODES.numberNode(number);
  }

  private static JsonNode integer(BigInteger number) {
    if (number.bitLength() < 32) {
      return NODES.numberNode(number.intValue());
    }
    return number.bitLength() < 64
        ? NODES.numberNode(number.longValue())
        : NODES.numberNode(number);
  }

  /** The number without trailing zeros, or an exception when writing it out would be too long. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    long length = Math.max((long) stripped.precision() - stripped.scale(), stripped.scale());
    if (Math.max(length, stripped.precision()) > MAX_NUMBER_LENGTH) {
      throw new UnfitJsonException(
          Reason.NUMBER_OUT_OF_RANGE,
          "A number written out is longer than "
              + MAX_NUMBER_LENGTH
              + " digits. Round it or send it as a text.");
    }
    return stripped;
  }

  /** The SHA-256 of the value's canonical text in UTF-8, as 64 hexadecimal digits. */
  public static String hash(JsonNode value) {
    return sha256(write(value));
  }

  /** The SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
