package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value of an event that links it with a run.
 *
 * @param from the text of the expression that gives the value, computed from the event alone
 * @param expected what it must equal; null when the first event tells, so that any value will do
 */
public record Correlated(String name, String from, @Nullable JsonNode expected) {}
