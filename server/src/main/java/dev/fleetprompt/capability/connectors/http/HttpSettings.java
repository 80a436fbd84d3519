package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.platform.connections.ConnectionException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The config of an http connection.
 *
 * @param base where all its calls go below
 * @param header the field that carries the credential; {@code Authorization} unless set
 * @param prefix what stands before the credential; {@code "Bearer "} for Authorization, else
 *     nothing
 * @param idempotencyHeader the field in which the provider takes an idempotency key, if it does
 */
record HttpSettings(URI base, String header, String prefix, Optional<String> idempotencyHeader) {
  static HttpSettings of(ObjectNode config) {
    String header = config.path("header").asString("Authorization");
    String prefix =
        config.path("prefix").asString(header.equalsIgnoreCase("authorization") ? "Bearer " : "");
    String key = config.path("idempotency_header").asString("");
    return new HttpSettings(
        base(config.path("base").asString("")),
        header,
        prefix,
        key.isEmpty() ? Optional.empty() : Optional.of(key));
  }

  private static URI base(String text) {
    try {
      URI base = URI.create(text);
      boolean web = Set.of("http", "https").contains(String.valueOf(base.getScheme()));
      if (web
          && base.getHost() != null
          && base.getRawQuery() == null
          && base.getRawUserInfo() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ConnectionException(
        "http.base_malformed",
        "The config needs a base address without query or password, such as {\"base\": \"https://api.example.com/v1\"}.");
  }
}
