package dev.fleetprompt.platform.filters;

/**
 * What is known of a field.
 *
 * @param optional whether it may be missing, so that a condition must say what holds then
 */
public record Field(FieldKind kind, boolean optional) {}
