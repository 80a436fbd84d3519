package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Links an event with a run.
 *
 * @param name the same name stands for the same value in all filters of a listen
 * @param from what gives the value, computed from the event alone: the event with its attributes
 *     and {@code data} is its input, and it knows no variables
 * @param expect what the value must equal; when absent, the first event of the listen tells
 */
public record Correlation(String name, Expression from, @Nullable Template expect) {}
