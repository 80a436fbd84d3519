package dev.fleetprompt.capability.connectors.http;

import dev.fleetprompt.platform.egress.EgressResponse;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonTexts;
import dev.fleetprompt.platform.vault.Scrubber;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an answer holds, fit to be stored: JSON as JSON, text as text, anything else in Base64. */
final class Content {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Header fields worth keeping; others may carry cookies and credentials. */
  private static final Set<String> KEPT =
      Set.of(
          "content-type",
          "content-language",
          "etag",
          "last-modified",
          "link",
          "location",
          "retry-after");

  private Content() {}

  static JsonNode of(EgressResponse answer, Scrubber scrubber) {
    return JsonTexts.changed(plain(answer), scrubber::scrub);
  }

  static JsonNode raw(EgressResponse answer) {
    return NODES.stringNode(Base64.getEncoder().encodeToString(answer.body()));
  }

  static ObjectNode headers(EgressResponse answer, Scrubber scrubber) {
    ObjectNode headers = NODES.objectNode();
    answer
        .headers()
        .forEach(header -> {
          String name = header.name().toLowerCase(Locale.ROOT);
          if (KEPT.contains(name)) {
            headers.put(name, scrubber.scrub(header.value()));
          }
        });
    return headers;
  }

  private static JsonNode plain(EgressResponse answer) {
    if (answer.body().length == 0) {
      return NODES.nullNode();
    }
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean encoded =
        answer.header("content-encoding").filter(e -> !e.equals("identity")).isPresent();
    if (!encoded && type.contains("json")) {
      try {
        return ExactJson.read(answer.text());
      } catch (JacksonException e) {
        return NODES.stringNode(answer.text());
      }
    }
    boolean text = type.startsWith("text/") || type.contains("xml") || type.contains("form");
    return !encoded && text ? NODES.stringNode(answer.text()) : raw(answer);
  }
}
