package dev.fleetprompt.platform.filters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Tests values against conditions. */
final class Comparison {

  private Comparison() {}

  static boolean test(Condition condition, JsonNode value, Instant now) {
    return switch (condition) {
      case Condition.All all -> all.conditions().stream().allMatch(part -> test(part, value, now));
      case Condition.Any any -> any.conditions().stream().anyMatch(part -> test(part, value, now));
      case Condition.Not not -> !test(not.condition(), value, now);
      case Condition.Compare compare -> compare(compare, field(value, compare.field()), now);
    };
  }

  private static Optional<JsonNode> field(JsonNode value, List<String> path) {
    JsonNode at = value;
    for (String name : path) {
      at = at.path(name);
    }
    return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
  }

  private static boolean compare(Condition.Compare compare, Optional<JsonNode> found, Instant now) {
    JsonNode value = compare.value();
    if (compare.operator() == Operator.EXISTS) {
      return found.isPresent() == value.booleanValue();
    }
    Optional<JsonNode> known = found.or(compare::otherwise);
    if (known.isEmpty()) {
      return false;
    }
    JsonNode field = known.get();
    boolean asTime = compare.kind() == FieldKind.TIME;
    return switch (compare.operator()) {
      case EQ -> order(field, value, asTime).equals(OptionalInt.of(0));
      case NE -> {
        OptionalInt order = order(field, value, asTime);
        yield order.isPresent() && order.getAsInt() != 0;
      }
      case LT -> ordered(field, value).stream().anyMatch(order -> order < 0);
      case LE -> ordered(field, value).stream().anyMatch(order -> order <= 0);
      case GT -> ordered(field, value).stream().anyMatch(order -> order > 0);
      case GE -> ordered(field, value).stream().anyMatch(order -> order >= 0);
      case IN ->
          value.values().stream()
              .anyMatch(item -> order(field, item, asTime).equals(OptionalInt.of(0)));
      case CONTAINS -> contains(field, value);
      case STARTS_WITH -> field.isString() && field.stringValue().startsWith(value.stringValue());
      case WITHIN -> within(field, Duration.parse(value.stringValue()), now);
      case EXISTS -> throw new IllegalStateException("Answered above");
    };
  }

  /** How two values of one type compare; empty when their types differ. */
  private static OptionalInt order(JsonNode one, JsonNode other, boolean asTime) {
    if (one.isNumber() && other.isNumber()) {
      return OptionalInt.of(one.decimalValue().compareTo(other.decimalValue()));
    }
    if (one.isBoolean() && other.isBoolean()) {
      return OptionalInt.of(Boolean.compare(one.booleanValue(), other.booleanValue()));
    }
    if (asTime) {
      return times(one, other);
    }
    return one.isString() && other.isString()
        ? OptionalInt.of(one.stringValue().compareTo(other.stringValue()))
        : OptionalInt.empty();
  }

  private static OptionalInt ordered(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? OptionalInt.of(one.decimalValue().compareTo(other.decimalValue()))
        : times(one, other);
  }

  private static OptionalInt times(JsonNode one, JsonNode other) {
    Optional<Instant> first = time(one);
    Optional<Instant> second = time(other);
    return first.isPresent() && second.isPresent()
        ? OptionalInt.of(first.get().compareTo(second.get()))
        : OptionalInt.empty();
  }

  private static boolean contains(JsonNode field, JsonNode value) {
    if (field.isString()) {
      return value.isString() && field.stringValue().contains(value.stringValue());
    }
    return field.isArray()
        && field.values().stream()
            .anyMatch(item -> order(item, value, false).equals(OptionalInt.of(0)));
  }

  private static boolean within(JsonNode field, Duration duration, Instant now) {
    return time(field)
        .filter(time -> !time.isAfter(now) && !time.isBefore(now.minus(duration)))
        .isPresent();
  }

  static Optional<Instant> time(JsonNode value) {
    return value.isString() ? FilterReader.parseTime(value.stringValue()) : Optional.empty();
  }
}
