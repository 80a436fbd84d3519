package dev.fleetprompt.capability.reporting;

/**
 * What happened in a window.
 *
 * @param figures exact, for programs
 * @param text the same in words, for templates
 */
record Summary(Figures figures, Wording text) {}
