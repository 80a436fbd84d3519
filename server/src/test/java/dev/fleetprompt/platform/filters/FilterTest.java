package dev.fleetprompt.platform.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FilterTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String[] FIELDS = {"total", "country", "vip", "at", "tags", "note", "a.b"};

  private static final Fields SCHEMA =
      Fields.of(
          JsonSchema.of(
              ExactJson.read(
                  """
                  {"type": "object",
                   "required": ["total", "country", "vip", "at", "tags", "a"],
                   "properties": {
                     "total": {"type": "number"}, "country": {"type": "string"},
                     "vip": {"type": "boolean"}, "at": {"type": "string", "format": "date-time"},
                     "tags": {"type": "array"}, "note": {"type": "string"},
                     "a": {"type": "object", "required": ["b"],
                           "properties": {"b": {"type": "integer"}}}}}
                  """)));

  private static final JsonNode ORDER =
      ExactJson.read(
          """
          {"total": 12.50, "country": "DE", "vip": true, "at": "2026-11-20T13:00:00+02:00",
           "tags": ["new", 7], "a": {"b": 3}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                | true
          {"total": 12.5}                                   | true
          {"total": {"gt": 12.49, "le": 12.50}}             | true
          {"total": {"lt": 12.5}}                           | false
          {"country": {"in": ["AT", "DE"]}}                 | true
          {"country": {"ne": "DE"}}                         | false
          {"country": {"starts_with": "D"}}                 | true
          {"vip": true}                                     | true
          {"at": {"eq": "2026-11-20T11:00:00Z"}}            | true
          {"at": {"within": "PT1H"}}                        | true
          {"at": {"within": "PT59M"}}                       | false
          {"tags": {"contains": "new"}}                     | true
          {"tags": {"contains": 7}}                         | true
          {"tags": {"contains": "old"}}                     | false
          {"note": {"exists": false}}                       | true
          {"note": {"eq": "x", "default": "x"}}             | true
          {"note": {"eq": "x", "default": ""}}              | false
          {"a.b": {"ge": 3}}                                | true
          {"any": [{"vip": false}, {"total": {"gt": 10}}]}  | true
          {"all": [{"vip": true}, {"total": {"gt": 99}}]}   | false
          {"not": {"country": "FR"}}                        | true
          """)
  void conditionsHoldAsTheySay(String filter, boolean holds) {
    assertThat(Filter.of(ExactJson.read(filter), SCHEMA).test(ORDER, NOW)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                   | object
          {"colour": "red"}                    | no field
          {"a.c": 1}                           | no field
          {"total": "12"}                      | kind
          {"total": {"starts_with": "1"}}      | does not fit
          {"vip": {"gt": true}}                | does not fit
          {"total": {"like": 1}}               | no operator
          {"total": {}}                        | operator
          {"note": "x"}                        | default
          {"note": {"eq": "x", "default": 1}}  | kind
          {"country": {"in": []}}              | list
          {"at": {"within": "a day"}}          | duration
          {"at": {"gt": "yesterday"}}          | kind
          {"any": []}                          | list
          {"not": {"not": {"not": {"not": {"not": {"vip": true}}}}}} | deeper
          """)
  void aFilterThatDoesNotFitIsRefusedWhenSaved(String filter, String reason) {
    assertThatThrownBy(() -> Filter.of(ExactJson.read(filter), SCHEMA))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aFieldOfAnotherTypeThanDeclaredMeetsNoComparison() {
    JsonNode odd = ExactJson.read("{\"total\": \"much\", \"at\": 5, \"tags\": {}}");
    for (String filter :
        List.of(
            "{\"total\": {\"ne\": 1}}",
            "{\"total\": {\"lt\": 1}}",
            "{\"at\": {\"within\": \"PT1H\"}}",
            "{\"tags\": {\"contains\": \"x\"}}")) {
      assertThat(Filter.of(ExactJson.read(filter), SCHEMA).test(odd, NOW)).as(filter).isFalse();
    }
  }

  @Test
  void whatPassesTheCheckNeverFailsOnAnyValue() {
    Fields open = path -> Optional.of(new Field(FieldKind.ANY, true));
    Random random = new Random(42);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      JsonNode document = filter(random, 0);
      Fields fields = random.nextBoolean() ? SCHEMA : open;
      try {
        Filter filter = Filter.of(document, fields);
        accepted++;
        JsonNode value = value(random, 0);
        boolean holds = filter.test(value, NOW);
        JsonNode negated = ExactJson.mapper().createObjectNode().set("not", document);
        assertThat(new Negation(negated, fields).test(value))
            .as(() -> document + " on " + value)
            .isEqualTo(!holds);
      } catch (InvalidFilterException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(accepted).isGreaterThan(2_000);
  }

  private record Negation(JsonNode document, Fields fields) {
    boolean test(JsonNode value) {
      return Filter.of(document, fields).test(value, NOW);
    }
  }

  private static JsonNode filter(Random random, int level) {
    var document = ExactJson.mapper().createObjectNode();
    String name = FIELDS[random.nextInt(FIELDS.length)];
    switch (level > 2 ? 0 : random.nextInt(5)) {
      case 1 -> document.putArray("any").add(filter(random, level + 1));
      case 2 -> document.putArray("all").add(filter(random, level + 1));
      case 3 -> document.set("not", filter(random, level + 1));
      case 4 -> document.set(name, scalar(random));
      default -> {
        Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
        var test = document.putObject(name);
        if (operator == Operator.IN) {
          test.putArray("in").add(scalar(random));
        } else {
          test.set(operator.text(), scalar(random));
        }
        if (random.nextBoolean()) {
          test.set("default", scalar(random));
        }
      }
    }
    return document;
  }

  private static JsonNode value(Random random, int level) {
    var value = ExactJson.mapper().createObjectNode();
    for (String name : FIELDS) {
      if (random.nextInt(4) > 0) {
        JsonNode held = level == 0 && random.nextInt(4) == 0 ? value(random, 1) : scalar(random);
        value.set(name.equals("a.b") ? "a" : name, held);
      }
    }
    return value;
  }

  private static JsonNode scalar(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> ExactJson.read("12.50");
      case 1 -> ExactJson.read("true");
      case 2 -> ExactJson.read("\"DE\"");
      case 3 -> ExactJson.read("\"2026-11-20T11:00:00Z\"");
      case 4 -> ExactJson.read("\"PT1H\"");
      case 5 -> ExactJson.read("[1, \"new\"]");
      default -> ExactJson.read("null");
    };
  }
}
