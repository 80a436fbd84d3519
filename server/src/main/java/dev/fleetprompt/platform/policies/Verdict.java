package dev.fleetprompt.platform.policies;

/**
 * A ruling and where it came from.
 *
 * @param rule the rule that gave it, as people know it
 */
public record Verdict(Ruling ruling, String rule) {}
