package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonSchema;
import dev.fleetprompt.platform.schemas.Problem;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import dev.fleetprompt.platform.vault.SecretScan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of effects that this instance knows. */
@Component
public class DirectiveTypes {

  private static final dev.fleetprompt.platform.schemas.JsonBounds BOUNDS =
      new dev.fleetprompt.platform.schemas.JsonBounds(256 * 1024, 64);

  private final Map<DirectiveName, DirectiveType<?, ?>> byName = new TreeMap<>();
  private final Map<DirectiveName, JsonSchema> schemas = new HashMap<>();

  public DirectiveTypes(Collection<? extends DirectiveType<?, ?>> types, RecordSchemas records) {
    for (DirectiveType<?, ?> type : types) {
      if (byName.put(type.name(), type) != null) {
        throw new IllegalArgumentException("Two directive types are called " + type.name());
      }
      JsonSchema schema = records.of(type.params());
      for (String field : type.keyFields()) {
        if (schema.field(List.of(field)).isEmpty()) {
          throw new IllegalArgumentException(
              "The params of " + type.name() + " have no field '" + field + "' for its key");
        }
      }
      schemas.put(type.name(), schema);
    }
  }

  public Optional<DirectiveType<?, ?>> find(DirectiveName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, by name. */
  public List<DirectiveType<?, ?>> all() {
    return List.copyOf(byName.values());
  }

  /** What the params of a known type must look like. */
  public Optional<JsonSchema> schema(DirectiveName name) {
    return Optional.ofNullable(schemas.get(name));
  }

  DirectiveType<?, ?> require(DirectiveName name) {
    return find(name)
        .orElseThrow(() ->
            new InvalidDirectiveException(
                "directive_type_unknown",
                "There is no directive type '%s'; known are %s"
                    .formatted(
                        name,
                        byName.keySet().stream()
                            .map(DirectiveName::value)
                            .collect(Collectors.joining(", ")))));
  }

  /** The params as the type itself would write them. */
  JsonNode checked(DirectiveType<?, ?> type, JsonNode params) {
    BOUNDS
        .violation(params)
        .ifPresent(why -> {
          throw invalid(type, why + "; send less");
        });
    JsonSchema schema = schemas.get(type.name());
    List<Problem> problems = schema == null ? List.of() : schema.problems(params);
    if (!problems.isEmpty()) {
      throw invalid(
          type,
          "do not fit: "
              + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    SecretScan.firstIn(params)
        .ifPresent(finding -> {
          throw new InvalidDirectiveException(
              "directive_holds_secret",
              "The params of %s seem to hold a secret at '%s' (%s); store it in a connection and name that"
                  .formatted(type.name(), finding.pointer(), finding.kind()));
        });
    return ExactJson.node(ExactJson.value(params, type.params()));
  }

  /** What a directive means, in plain words, as far as its type can tell. */
  Summary summary(Directive directive) {
    return find(directive.type())
        .flatMap(type -> summary(type, directive))
        .orElseGet(() -> Summary.of("Perform " + directive.type()));
  }

  private static <P> Optional<Summary> summary(DirectiveType<P, ?> type, Directive directive) {
    return read(type, directive.params()).map(params -> type.summary(directive.tenant(), params));
  }

  /** Empty when another version of the type wrote them. */
  private static <P> Optional<P> read(DirectiveType<P, ?> type, JsonNode params) {
    try {
      return Optional.of(ExactJson.value(params, type.params()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The part of the params that decides whether two requests mean the same effect. */
  static ObjectNode keyPart(List<String> keyFields, JsonNode params) {
    ObjectNode part = ExactJson.mapper().createObjectNode();
    keyFields.forEach(field -> params.optional(field).ifPresent(value -> part.set(field, value)));
    return part;
  }

  private static InvalidDirectiveException invalid(DirectiveType<?, ?> type, String why) {
    return new InvalidDirectiveException(
        "directive_params_invalid", "The params of " + type.name() + " " + why);
  }
}
