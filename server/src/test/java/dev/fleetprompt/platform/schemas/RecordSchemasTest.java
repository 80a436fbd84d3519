package dev.fleetprompt.platform.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RecordSchemasTest {

  enum Colour {
    RED,
    GREEN
  }

  record Line(@Size(min = 1, max = 5) String name, @Min(1) @Max(9) int count) {}

  record Order(
      UUID id,
      Instant at,
      BigDecimal total,
      Colour colour,
      Optional<@Size(max = 3) String> note,
      @Size(max = 2) List<Line> lines,
      Map<String, String> labels,
      @Pattern(regexp = "^[a-z]+$") String slug,
      JsonNode extra) {}

  private static final String FINE =
      """
      {"id": "0190a000-0000-7000-8000-000000000001", "at": "2026-11-20T10:00:00Z", "total": 12.30,
       "colour": "RED", "lines": [{"name": "tea", "count": 2}], "labels": {"a": "b"}, "slug": "ab",
       "extra": [1]}
      """;

  private final JsonSchema schema = new RecordSchemas().of(Order.class);

  @Test
  void aRecordsOwnJsonFitsItsSchema() {
    JsonNode json = ExactJson.read(FINE);
    assertThat(schema.problems(json)).isEmpty();
    Order order = ExactJson.value(json, Order.class);
    assertThat(order.total()).isEqualTo(new BigDecimal("12.30"));
    assertThat(schema.problems(ExactJson.node(order))).isEmpty();
    assertThat(ExactJson.canonical(ExactJson.node(order))).isEqualTo(ExactJson.canonical(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"slug\": \"AB\"",
        "\"slug\": 1",
        "\"colour\": \"BLUE\"",
        "\"note\": \"long\"",
        "\"lines\": [{\"name\": \"tea\", \"count\": 10}]",
        "\"lines\": [{\"name\": \"\", \"count\": 1}]",
        "\"lines\": [{\"name\": \"tea\"}]",
        "\"total\": \"12\"",
        "\"at\": \"yesterday\"",
        "\"id\": \"1\"",
        "\"labels\": {\"a\": 1}",
        "\"other\": 1",
      })
  void whatTheRecordDoesNotSayIsRefused(String property) {
    var json = ExactJson.read(FINE).asObject();
    json.setAll(ExactJson.read("{" + property + "}").asObject());
    assertThat(schema.problems(json)).isNotEmpty();
  }

  @Test
  void aComponentThatIsNoOptionalIsRequired() {
    var json = ExactJson.read(FINE).asObject();
    json.remove("total");
    assertThat(schema.problems(json)).singleElement().asString().contains("total");
  }

  record Free(JsonNode any, ObjectNode object) {}

  @Test
  void whatIsJsonItselfMayHoldAnything() {
    JsonSchema schema = new RecordSchemas().of(Free.class);

    assertThat(schema.problems(ExactJson.read("{\"any\": {\"a\": 1}, \"object\": {\"b\": [2]}}")))
        .isEmpty();
    assertThat(schema.problems(ExactJson.read("{\"any\": 1, \"object\": 2}"))).hasSize(1);
  }
}
