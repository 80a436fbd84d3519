package dev.fleetprompt.surface.web.inertia;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a person sent with a form; a handler method takes one as a parameter. Each reading of a
 * field notes what is wrong with it; {@link #check()} then refuses the form with all of it at once.
 */
public final class Form {
  private final JsonNode fields;
  private final Map<String, String> errors = new LinkedHashMap<>();

  Form(JsonNode fields) {
    this.fields = fields.isObject() ? fields : JsonNodeFactory.instance.objectNode();
  }

  /**
   * A text without the space around it; empty when it was not given or is not acceptable.
   *
   * @param longest in characters
   */
  public String text(String field, int longest) {
    String text = untouched(field, longest).strip();
    if (text.codePoints().anyMatch(Form::turnsText)) {
      reject(field, "Remove the characters that cannot be seen.");
      return "";
    }
    return text;
  }

  /** A text as it was typed, such as a password or a template. */
  public String untouched(String field, int longest) {
    JsonNode value = fields.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      reject(field, "Give a text.");
      return "";
    }
    String text = value.stringValue();
    if (text.length() > longest) {
      reject(field, "Use at most %,d characters; these are %,d.".formatted(longest, text.length()));
      return "";
    }
    // As code points, so that halves of pairs stand out.
    if (text.codePoints().anyMatch(Form::cannotBeKept)) {
      reject(field, "Remove the characters that cannot be seen.");
      return "";
    }
    return text;
  }

  /** A text that must be given. */
  public String required(String field, int longest) {
    String text = text(field, longest);
    if (text.isEmpty()) {
      reject(field, "Fill this in.");
    }
    return text;
  }

  public boolean flag(String field) {
    JsonNode value = fields.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      reject(field, "Choose yes or no.");
    }
    return value.asBoolean(false);
  }

  /** A whole number between the bounds; {@code least} when it is not acceptable. */
  public int number(String field, int least, int most) {
    JsonNode value = fields.path(field);
    Optional<Integer> number =
        value.isString()
            ? whole(value.stringValue())
            : value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
    if (number.isEmpty() || number.get() < least || number.get() > most) {
      reject(field, "Give a whole number from %,d to %,d.".formatted(least, most));
      return least;
    }
    return number.get();
  }

  /** One of the constants, by its name in any case; the first one when it is not acceptable. */
  public <E extends Enum<E>> E choice(String field, Class<E> type) {
    E[] constants = type.getEnumConstants();
    String name = text(field, 100).toUpperCase(Locale.ROOT);
    return Arrays.stream(constants)
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseGet(() -> {
          reject(field, "Choose one of these.");
          return constants[0];
        });
  }

  /** An identifier, if one was given. */
  public Optional<UUID> id(String field) {
    String text = text(field, 36);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      reject(field, "Choose one of these.");
      return Optional.empty();
    }
  }

  /** Any value; a missing node when it was not given. */
  public JsonNode json(String field) {
    return fields.path(field);
  }

  /** Notes an error of a field; the first one stays. */
  public void reject(String field, String message) {
    errors.putIfAbsent(field, message);
  }

  /**
   * @throws InvalidInput when any field was rejected
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
  }

  private static Optional<Integer> whole(String text) {
    try {
      return Optional.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Characters that turn the direction of what is written around them. */
  private static boolean turnsText(int character) {
    return character >= 0x202a && character <= 0x202e || character >= 0x2066 && character <= 0x2069;
  }

  private static boolean cannotBeKept(int character) {
    return character < ' ' && character != '\n' && character != '\r' && character != '\t'
        || character == 0x7f
        || character == 0xfffe
        || character == 0xffff
        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
