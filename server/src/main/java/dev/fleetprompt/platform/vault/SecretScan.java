package dev.fleetprompt.platform.vault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Looks for secrets in data that will be stored or shown: known token formats in any text or key,
 * and any text under a key whose name says that its value is secret. It does not guess by
 * randomness, so it has few false alarms and misses a bare secret under a harmless name.
 */
public final class SecretScan {
  /** Compared without case and without {@code _}, {@code -}, {@code .} and blanks. */
  private static final Set<String> SECRET_KEYS =
      Set.of(
          "accesskey",
          "accesstoken",
          "apikey",
          "apisecret",
          "apitoken",
          "authorization",
          "authtoken",
          "bearertoken",
          "bottoken",
          "clientsecret",
          "cookie",
          "idtoken",
          "passphrase",
          "passwd",
          "password",
          "privatekey",
          "proxyauthorization",
          "refreshtoken",
          "secret",
          "secretaccesskey",
          "secretkey",
          "sessiontoken",
          "setcookie",
          "signingsecret",
          "webhooksecret",
          "webhookurl",
          "xapikey");

  /** No known format is shorter. */
  private static final int SHORTEST_TOKEN = 12;

  private static final int LONGEST_SECRET_KEY = 40;

  private SecretScan() {}

  /**
   * Where a secret seems to be.
   *
   * @param pointer JSON pointer of the value, or of the object whose key is a secret
   * @param kind what it looks like, for people; never the value
   */
  public record Finding(String pointer, String kind) {}

  /** The first finding in document order, or nothing. Linear in the size of the document. */
  public static Optional<Finding> firstIn(JsonNode document) {
    Deque<Place> waiting = new ArrayDeque<>();
    waiting.push(new Place("", document, false));
    while (!waiting.isEmpty()) {
      Place place = waiting.pop();
      Optional<Finding> finding = place.judge();
      if (finding.isPresent()) {
        return finding;
      }
      Deque<Place> inside = new ArrayDeque<>();
      place.addInside(inside);
      inside.forEach(waiting::push);
    }
    return Optional.empty();
  }

  /** What the text looks like, when it holds a token of a known format. */
  public static Optional<String> kindIn(String text) {
    if (text.length() < SHORTEST_TOKEN) {
      return Optional.empty();
    }
    for (TokenFormat format : TokenFormat.values()) {
      if (format.occursIn(text)) {
        return Optional.of(format.title());
      }
    }
    return Optional.empty();
  }

  private static boolean isSecretKey(String key) {
    return key.length() <= LONGEST_SECRET_KEY && SECRET_KEYS.contains(bare(key));
  }

  private static String bare(String key) {
    StringBuilder letters = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '-' && c != '_' && c != '.' && !Character.isWhitespace(c)) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  /** A value on the way, and whether the key above it is a secret's. */
  private record Place(String pointer, JsonNode node, boolean secret) {
    Optional<Finding> judge() {
      if (node.isString()) {
        String text = node.stringValue();
        if (secret && !isHarmless(text)) {
          return Optional.of(new Finding(pointer, "value of a field that is named like a secret"));
        }
        return kindIn(text).map(kind -> new Finding(pointer, kind));
      }
      if (node.isObject()) {
        return node.propertyNames().stream()
            .map(SecretScan::kindIn)
            .flatMap(Optional::stream)
            .findFirst()
            .map(kind -> new Finding(pointer, kind + " as a field's name"));
      }
      return Optional.empty();
    }

    /** Adds what is inside so that the last one added is the first in the document. */
    void addInside(Deque<Place> places) {
      if (node.isObject()) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          String key = field.getKey();
          places.push(
              new Place(
                  pointer + "/" + key.replace("~", "~0").replace("/", "~1"),
                  field.getValue(),
                  isSecretKey(key)));
        }
      } else if (node.isArray()) {
        for (int i = 0; i < node.size(); i++) {
          places.push(new Place(pointer + "/" + i, node.get(i), secret));
        }
      }
    }

    private static boolean isHarmless(String text) {
      return text.isBlank() || text.chars().allMatch(c -> c == '*' || c == '•');
    }
  }
}
