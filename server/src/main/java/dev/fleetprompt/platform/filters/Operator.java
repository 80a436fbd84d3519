package dev.fleetprompt.platform.filters;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a condition compares. */
public enum Operator {
  EQ(FieldKind.NUMBER, FieldKind.TEXT, FieldKind.BOOLEAN, FieldKind.TIME),
  NE(FieldKind.NUMBER, FieldKind.TEXT, FieldKind.BOOLEAN, FieldKind.TIME),
  LT(FieldKind.NUMBER, FieldKind.TIME),
  LE(FieldKind.NUMBER, FieldKind.TIME),
  GT(FieldKind.NUMBER, FieldKind.TIME),
  GE(FieldKind.NUMBER, FieldKind.TIME),
  /** One of a list of values. */
  IN(FieldKind.NUMBER, FieldKind.TEXT, FieldKind.TIME),
  /** A text that has the value in it, or a list that has it as an item. */
  CONTAINS(FieldKind.TEXT, FieldKind.LIST),
  STARTS_WITH(FieldKind.TEXT),
  /** Whether the field is there and not null. */
  EXISTS(FieldKind.NUMBER, FieldKind.TEXT, FieldKind.BOOLEAN, FieldKind.TIME, FieldKind.LIST),
  /** A time at most so long ago, as an ISO 8601 duration, and not ahead. */
  WITHIN(FieldKind.TIME);

  private final Set<FieldKind> kinds;

  Operator(FieldKind... kinds) {
    this.kinds = Set.of(kinds);
  }

  boolean fits(FieldKind kind) {
    return kind == FieldKind.ANY || kinds.contains(kind);
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Operator> of(String text) {
    for (Operator operator : values()) {
      if (operator.text().equals(text)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
