package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.filters.Field;
import dev.fleetprompt.platform.filters.FieldKind;
import dev.fleetprompt.platform.filters.Fields;
import dev.fleetprompt.platform.filters.Filter;
import dev.fleetprompt.platform.filters.InvalidFilterException;
import dev.fleetprompt.platform.signals.EventJson;
import dev.fleetprompt.platform.signals.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signals as triggers' filters and the runs they start see them: CloudEvents in JSON. */
public final class SignalFields {

  private static final Map<String, Field> ATTRIBUTES =
      Map.of(
          "id", new Field(FieldKind.TEXT, false),
          "source", new Field(FieldKind.TEXT, false),
          "type", new Field(FieldKind.TEXT, false),
          "subject", new Field(FieldKind.TEXT, true),
          "time", new Field(FieldKind.TIME, false),
          "actorkind", new Field(FieldKind.TEXT, false),
          "actorid", new Field(FieldKind.TEXT, false),
          "correlationid", new Field(FieldKind.TEXT, false),
          "causationid", new Field(FieldKind.TEXT, true));

  private static final Fields FIELDS = SignalFields::find;

  private SignalFields() {}

  /**
   * Checks a trigger's filter: attributes are typed, below {@code data} any field may be named.
   *
   * @throws InvalidFilterException when it does not fit
   */
  public static Filter checked(JsonNode filter) {
    return Filter.of(filter, FIELDS);
  }

  private static Optional<Field> find(List<String> path) {
    if (path.getFirst().equals("data")) {
      return Optional.of(new Field(FieldKind.ANY, true));
    }
    return path.size() == 1
        ? Optional.ofNullable(ATTRIBUTES.get(path.getFirst()))
        : Optional.empty();
  }

  /** The signal as a CloudEvent in JSON; without data when it has none that is JSON. */
  public static ObjectNode json(Signal signal) {
    return EventJson.of(signal);
  }
}
