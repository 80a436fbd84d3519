package dev.fleetprompt.platform.connections;

import tools.jackson.databind.JsonNode;

/**
 * A directive to be requested as a test.
 *
 * @param type the name of its type
 */
public record TestMessage(String type, JsonNode params) {}
