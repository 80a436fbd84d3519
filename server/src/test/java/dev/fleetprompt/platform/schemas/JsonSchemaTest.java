package dev.fleetprompt.platform.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"type\": \"strin\"}",
        "{\"pattern\": \"(\"}",
        "{\"$ref\": \"https://example.org/other.json\"}",
        "{\"$ref\": \"#/$defs/missing\"}",
      })
  void aDocumentThatIsNoSchemaIsRefused(String document) {
    assertThatThrownBy(() -> JsonSchema.of(ExactJson.read(document)))
        .isInstanceOf(InvalidSchemaException.class);
  }

  @Test
  void fieldsAreFoundThroughReferences() {
    JsonSchema schema =
        JsonSchema.of(
            ExactJson.read(
                """
                {"properties": {"data": {"$ref": "#/$defs/data"}},
                 "$defs": {"data": {"properties": {"total": {"type": "number"}}}}}
                """));
    assertThat(schema.field(List.of("data", "total")))
        .hasValueSatisfying(field -> assertThat(field.path("type").asString()).isEqualTo("number"));
    assertThat(schema.field(List.of("data", "other"))).isEmpty();
  }

  @Test
  void aPatternThatWouldBacktrackForEverAnswersAtOnce() {
    JsonSchema schema = JsonSchema.of(ExactJson.read("{\"pattern\": \"^(a+)+$\"}"));
    assertThat(schema.problems(ExactJson.node("a".repeat(50_000) + "b"))).hasSize(1);
  }
}
