package dev.fleetprompt.platform.vault;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts in which one secret may show up: itself, its texts when it is a JSON document, the
 * token parts when it is an address, and each of these as JSON, URL and Base64 write it. Parts
 * shorter than eight characters are left out: masking them would mangle harmless texts.
 */
final class SecretForms {
  private static final int SHORTEST = 8;

  /** A path segment of an address is a token rather than a word from this length on. */
  private static final int SHORTEST_SEGMENT = 12;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SecretForms() {}

  static Set<String> of(SecretValue secret) {
    Set<String> parts = new LinkedHashSet<>();
    addParts(parts, secret.reveal());
    Set<String> forms = new LinkedHashSet<>();
    for (String part : parts) {
      addForms(forms, part);
    }
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms;
  }

  private static void addParts(Set<String> parts, String text) {
    parts.add(text);
    parts.add(text.strip());
    if (text.stripLeading().startsWith("{")) {
      addTexts(parts, text);
    } else if (text.strip().startsWith("http")) {
      addTokens(parts, text.strip());
    }
  }

  private static void addTexts(Set<String> parts, String document) {
    try {
      for (JsonNode value : JSON.readTree(document)) {
        if (value.isString()) {
          parts.add(value.stringValue());
          addTokens(parts, value.stringValue());
        }
      }
    } catch (JacksonException e) {
      // Not JSON after all: the whole text is the secret.
    }
  }

  private static void addTokens(Set<String> parts, String address) {
    try {
      URI uri = URI.create(address);
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      for (String segment : path.split("/")) {
        if (segment.length() >= SHORTEST_SEGMENT) {
          parts.add(segment);
        }
      }
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      for (String pair : query.split("&")) {
        parts.add(pair.substring(pair.indexOf('=') + 1));
      }
    } catch (IllegalArgumentException e) {
      // Not an address after all: the whole text is the secret.
    }
  }

  private static void addForms(Set<String> forms, String part) {
    forms.add(part);
    forms.add(new String(JsonStringEncoder.getInstance().quoteAsCharArray(part)));
    forms.add(URLEncoder.encode(part, StandardCharsets.UTF_8));
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
