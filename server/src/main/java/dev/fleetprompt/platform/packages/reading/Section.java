package dev.fleetprompt.platform.packages.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A mapping in a YAML file, read key by key; what is missing, of the wrong form or not asked for
 * becomes a finding.
 */
final class Section {

  private static final int LONGEST_LIST = 200;

  private final YamlDocument document;
  private final String pointer;
  private final JsonNode node;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  Section(YamlDocument document, String pointer, JsonNode node, Findings findings) {
    this.document = document;
    this.pointer = pointer;
    this.node = node;
    this.findings = findings;
  }

  /** The pointer to a key's value, or to the section itself for the empty key. */
  String pointer(String key) {
    return key.isEmpty() ? pointer : pointer + "/" + YamlDocument.token(key);
  }

  void problem(String key, String message, String remedy) {
    findings.add(document.problem(pointer(key), message, remedy));
  }

  void problemAt(String at, String message, String remedy) {
    findings.add(document.problem(at, message, remedy));
  }

  boolean has(String key) {
    known.add(key);
    return node.has(key);
  }

  /** A required text of at most so many characters, read by a parser that may refuse it. */
  <T> Optional<T> text(String key, int most, String example, Function<String, T> parser) {
    known.add(key);
    JsonNode value = node.get(key);
    if (value == null) {
      findings.add(
          document.problem(
              pointer, "'" + key + "' is missing.", "Add '" + key + ": " + example + "'."));
      return Optional.empty();
    }
    if (!value.isString() || value.stringValue().isBlank()) {
      problem(key, "'" + key + "' must be a text.", "Write '" + key + ": " + example + "'.");
      return Optional.empty();
    }
    String text = value.stringValue();
    if (text.length() > most) {
      problem(
          key,
          "'%s' has %d characters; at most %d are allowed.".formatted(key, text.length(), most),
          "Shorten it.");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException refused) {
      problem(key, refusalOf(refused), "Write '" + key + ": " + example + "'.");
      return Optional.empty();
    }
  }

  Optional<String> text(String key, int most, String example) {
    return text(key, most, example, text -> text);
  }

  /** A whole number within bounds; empty (with a finding) when it is missing or outside. */
  Optional<Integer> number(String key, int least, int most) {
    known.add(key);
    JsonNode value = node.get(key);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      problem(
          key,
          "'%s' must be a whole number from %d to %d.".formatted(key, least, most),
          "Write '%s: %d'.".formatted(key, least));
      return Optional.empty();
    }
    return Optional.of(value.intValue());
  }

  /** A list of distinct texts; empty when the key is absent. */
  Set<String> texts(String key, int most, String example) {
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode item : items(key, example)) {
      String at = pointer(key) + "/" + texts.size();
      if (!item.isString() || item.stringValue().isBlank() || item.stringValue().length() > most) {
        problemAt(
            at,
            "Each entry of '" + key + "' must be a text of at most " + most + " characters.",
            "Write '- " + example + "'.");
      } else if (!texts.add(item.stringValue())) {
        problemAt(at, "'" + item.stringValue() + "' is listed twice.", "Remove one of them.");
      }
    }
    return texts;
  }

  /** A list of mappings; empty when the key is absent. */
  List<Section> sections(String key, String example) {
    List<Section> sections = new ArrayList<>();
    int index = 0;
    for (JsonNode item : items(key, example)) {
      String at = pointer(key) + "/" + index++;
      if (item.isObject()) {
        sections.add(new Section(document, at, item, findings));
      } else {
        problemAt(
            at, "Each entry of '" + key + "' must be a mapping.", "Write '- " + example + "'.");
      }
    }
    return sections;
  }

  /** A mapping; an empty one when the key is absent or of another form. */
  Section section(String key) {
    known.add(key);
    JsonNode value = node.get(key);
    if (value != null && !value.isObject()) {
      problem(key, "'" + key + "' must be a mapping.", "Write keys below it, or remove it.");
      value = null;
    }
    return new Section(
        document,
        pointer(key),
        value == null ? JsonNodeFactory.instance.objectNode() : value,
        findings);
  }

  @Nullable JsonNode value(String key) {
    known.add(key);
    return node.get(key);
  }

  /** To be called when all keys have been read. */
  void refuseOthers() {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        problem(
            key,
            "'" + key + "' is not known here.",
            "Remove it, or use one of: "
                + known.stream().sorted().collect(Collectors.joining(", "))
                + ".");
      }
    }
  }

  private Iterable<JsonNode> items(String key, String example) {
    known.add(key);
    JsonNode value = node.get(key);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > LONGEST_LIST) {
      problem(
          key,
          "'" + key + "' must be a list of at most " + LONGEST_LIST + " entries.",
          "Write '" + key + ":' and below it '- " + example + "'.");
      return List.of();
    }
    return value.values();
  }

  private static String refusalOf(IllegalArgumentException refused) {
    String message = refused.getMessage();
    return message == null ? "This value is not allowed." : message + ".";
  }
}
