package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What all kinds of tasks share.
 *
 * @param pointer the task's JSON pointer in its document, at most 270 characters
 * @param definition the task as it was written
 * @param condition runs the task only when it gives true
 * @param metadata an object
 */
public record TaskHead(
    String name,
    String pointer,
    Source source,
    JsonNode definition,
    @Nullable Expression condition,
    Filter input,
    Filter output,
    Filter export,
    @Nullable Span timeout,
    Flow then,
    Template metadata) {}
