package dev.fleetprompt.platform.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas of Java records. A component is required unless it is an {@code Optional};
 * further properties are refused; bounds come from Jakarta Validation's annotations ({@code @Size},
 * {@code @Min}, {@code @Pattern}, …), descriptions from {@code @JsonPropertyDescription}, other
 * names from {@code @JsonProperty}.
 */
@Component
public final class RecordSchemas {

  private final SchemaGenerator generator = generator();
  private final Map<Class<?>, JsonSchema> known = new ConcurrentHashMap<>();

  public JsonSchema of(Class<?> type) {
    return known.computeIfAbsent(type, this::derive);
  }

  private JsonSchema derive(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + " is no record");
    }
    synchronized (generator) {
      return JsonSchema.of(generator.generateSchema(type));
    }
  }

  private static SchemaGenerator generator() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(
                ExactJson.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
            .with(
                Option.ADDITIONAL_FIXED_TYPES,
                Option.STANDARD_FORMATS,
                Option.FLATTENED_OPTIONALS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) -> RecordSchemas.any(type.getErasedType()).orElse(null));
    config
        .forFields()
        .withRequiredCheck(field -> !isOptional(field))
        .withNullableCheck(field -> false)
        .withIgnoreCheck(FieldScope::isStatic)
        .withPropertyNameOverrideResolver(field ->
            Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(null))
        .withDescriptionResolver(field ->
            Optional.ofNullable(field.getAnnotation(JsonPropertyDescription.class))
                .map(JsonPropertyDescription::value)
                .orElse(null));
    return new SchemaGenerator(config.build());
  }

  /** What a component that is itself JSON may hold: anything of its node type. */
  private static Optional<CustomDefinition> any(Class<?> type) {
    if (!JsonNode.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    ObjectNode definition = ExactJson.mapper().createObjectNode();
    if (type == ObjectNode.class) {
      definition.put("type", "object");
    } else if (type == ArrayNode.class) {
      definition.put("type", "array");
    }
    // Without the attributes of the type, which would forbid every property of an object.
    return Optional.of(
        new CustomDefinition(
            definition,
            CustomDefinition.DefinitionType.INLINE,
            CustomDefinition.AttributeInclusion.NO));
  }

  private static boolean isOptional(FieldScope field) {
    return field.isFakeContainerItemScope()
        || field.getDeclaredType().getErasedType() == Optional.class;
  }
}
