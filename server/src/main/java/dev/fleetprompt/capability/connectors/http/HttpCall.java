package dev.fleetprompt.capability.connectors.http;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The arguments of a call over HTTP, as the workflow language's {@code call: http} has them. A
 * credential is never among them: {@code endpoint.authentication.use} names the connection that
 * holds it.
 */
record HttpCall(
    @Pattern(regexp = "GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE") String method,
    Endpoint endpoint,
    @JsonPropertyDescription("Header fields; texts, numbers or booleans")
        Optional<Map<String, JsonNode>> headers,
    @JsonPropertyDescription("Query parameters; texts, numbers or booleans")
        Optional<Map<String, JsonNode>> query,
    @JsonPropertyDescription(
            "JSON to send; a text is sent as it is when Content-Type says it is no JSON")
        Optional<JsonNode> body,
    @JsonPropertyDescription(
            "What a read gives: its content (default), the raw bytes in Base64, or the response")
        Optional<@Pattern(regexp = "raw|content|response") String> output,
    @JsonPropertyDescription("Whether a redirect that is not followed counts as success")
        Optional<Boolean> redirect) {

  /**
   * Where to.
   *
   * @param uri absolute, or below the connection's base address
   */
  record Endpoint(@Size(min = 1, max = 8000) String uri, Optional<Authentication> authentication) {}

  /**
   * With what.
   *
   * @param use the name of a connection of the connector http
   */
  record Authentication(@Size(min = 1, max = 100) String use) {}

  Optional<String> connection() {
    return endpoint.authentication().map(Authentication::use);
  }
}
