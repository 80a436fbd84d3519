package dev.fleetprompt.capability.connectors.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service answered to an effect that it accepted.
 *
 * @param statusCode 200 to 299
 * @param headers the fields worth keeping, by lowercase name
 * @param content JSON, text or Base64; absent when it is larger than 16 KiB
 */
record HttpAnswer(int statusCode, ObjectNode headers, Optional<JsonNode> content) {}
