package dev.fleetprompt.platform.filters;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads and checks a filter. */
final class FilterReader {

  private static final int MOST = 50;
  private static final int DEEPEST = 5;
  private static final int LONGEST_LIST = 100;
  private static final String DEFAULT = "default";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final Fields fields;
  private int conditions;

  FilterReader(Fields fields) {
    this.fields = fields;
  }

  Condition read(JsonNode document) {
    return all(document, "", 1);
  }

  private Condition all(JsonNode document, String pointer, int level) {
    if (!document.isObject()) {
      throw new InvalidFilterException(pointer, "write an object of conditions");
    }
    if (level > DEEPEST) {
      throw new InvalidFilterException(
          pointer, "nests deeper than " + DEEPEST + " levels; use several filters");
    }
    List<Condition> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      String at = pointer + "/" + entry.getKey();
      switch (entry.getKey()) {
        case "all" -> parts.add(new Condition.All(list(entry.getValue(), at, level)));
        case "any" -> parts.add(new Condition.Any(list(entry.getValue(), at, level)));
        case "not" -> parts.add(new Condition.Not(all(entry.getValue(), at, level + 1)));
        default -> parts.addAll(field(entry.getKey(), entry.getValue(), at));
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(List.copyOf(parts));
  }

  private List<Condition> list(JsonNode items, String pointer, int level) {
    if (!items.isArray() || items.isEmpty()) {
      throw new InvalidFilterException(pointer, "write a list of at least one object");
    }
    List<Condition> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      parts.add(all(items.get(i), pointer + "/" + i, level + 1));
    }
    return List.copyOf(parts);
  }

  private List<Condition> field(String name, JsonNode test, String pointer) {
    List<String> path = List.of(name.split("\\.", -1));
    if (path.size() > 10 || !path.stream().allMatch(NAME.asMatchPredicate())) {
      throw new InvalidFilterException(pointer, "'" + name + "' is no field name");
    }
    Field field =
        fields
            .find(path)
            .orElseThrow(
                () -> new InvalidFilterException(pointer, "there is no field '" + name + "'"));
    if (!test.isObject()) {
      return List.of(compare(path, field, Operator.EQ, test, Optional.empty(), pointer));
    }
    Optional<JsonNode> otherwise = test.optional(DEFAULT);
    List<Condition> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : test.properties()) {
      if (!entry.getKey().equals(DEFAULT)) {
        String at = pointer + "/" + entry.getKey();
        Operator operator =
            Operator.of(entry.getKey())
                .orElseThrow(() ->
                    new InvalidFilterException(
                        at,
                        "there is no operator '%s'; use eq, ne, lt, le, gt, ge, in, contains, starts_with, exists or within"
                            .formatted(entry.getKey())));
        parts.add(compare(path, field, operator, entry.getValue(), otherwise, at));
      }
    }
    if (parts.isEmpty()) {
      throw new InvalidFilterException(pointer, "write at least one operator");
    }
    return parts;
  }

  private Condition compare(
      List<String> path,
      Field field,
      Operator operator,
      JsonNode value,
      Optional<JsonNode> otherwise,
      String pointer) {
    if (++conditions > MOST) {
      throw new InvalidFilterException(pointer, "has more than " + MOST + " conditions");
    }
    if (!operator.fits(field.kind())) {
      throw new InvalidFilterException(
          pointer, "'" + operator.text() + "' does not fit a field of kind " + field.kind());
    }
    checkValue(field.kind(), operator, value, pointer);
    boolean open = field.kind() == FieldKind.ANY;
    if (field.optional() && !open && operator != Operator.EXISTS && otherwise.isEmpty()) {
      throw new InvalidFilterException(
          pointer, "the field may be missing; say with \"default\" what stands for it then");
    }
    otherwise.ifPresent(standIn -> checkScalar(field.kind(), standIn, pointer + "/../" + DEFAULT));
    return new Condition.Compare(path, field.kind(), operator, value, otherwise);
  }

  private static void checkValue(
      FieldKind kind, Operator operator, JsonNode value, String pointer) {
    switch (operator) {
      case EQ, NE -> checkScalar(kind, value, pointer);
      case LT, LE, GT, GE -> checkOrdered(kind, value, pointer);
      case IN -> {
        if (!value.isArray() || value.isEmpty() || value.size() > LONGEST_LIST) {
          throw new InvalidFilterException(
              pointer, "write a list of 1 to " + LONGEST_LIST + " values");
        }
        value.values().forEach(item -> checkScalar(kind, item, pointer));
      }
      case CONTAINS -> {
        if (!value.isString() && !(kind != FieldKind.TEXT && value.isNumber())) {
          throw new InvalidFilterException(pointer, "write a text, or a list's item");
        }
      }
      case STARTS_WITH -> require(value.isString(), pointer, "write a text");
      case EXISTS -> require(value.isBoolean(), pointer, "write true or false");
      case WITHIN -> require(isDuration(value), pointer, "write a duration such as PT24H");
    }
  }

  private static void checkOrdered(FieldKind kind, JsonNode value, String pointer) {
    checkScalar(kind, value, pointer);
    require(value.isNumber() || isTime(value), pointer, "only numbers and times are in an order");
  }

  private static void checkScalar(FieldKind kind, JsonNode value, String pointer) {
    boolean fits =
        switch (kind) {
          case NUMBER -> value.isNumber();
          case TEXT -> value.isString();
          case BOOLEAN -> value.isBoolean();
          case TIME -> isTime(value);
          case LIST -> value.isArray();
          case ANY -> value.isValueNode() && !value.isNull();
        };
    require(fits, pointer, "the value is not of the field's kind, " + kind);
  }

  private static void require(boolean fits, String pointer, String otherwise) {
    if (!fits) {
      throw new InvalidFilterException(pointer, otherwise);
    }
  }

  private static boolean isTime(JsonNode value) {
    return Comparison.time(value).isPresent();
  }

  private static boolean isDuration(JsonNode value) {
    try {
      return value.isString() && !Duration.parse(value.stringValue()).isNegative();
    } catch (DateTimeException e) {
      return false;
    }
  }

  static Optional<java.time.Instant> parseTime(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
