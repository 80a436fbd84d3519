package dev.fleetprompt.platform.filters;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A filter's parts. */
public sealed interface Condition {

  /** All of them hold; so does none at all. */
  record All(List<Condition> conditions) implements Condition {}

  /** At least one of them holds. */
  record Any(List<Condition> conditions) implements Condition {}

  /** It does not hold. */
  record Not(Condition condition) implements Condition {}

  /**
   * A field compares to a value.
   *
   * @param otherwise what stands for the field where it is missing or null
   */
  record Compare(
      List<String> field,
      FieldKind kind,
      Operator operator,
      JsonNode value,
      Optional<JsonNode> otherwise)
      implements Condition {}
}
