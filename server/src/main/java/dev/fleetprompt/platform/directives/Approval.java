package dev.fleetprompt.platform.directives;

/**
 * That a person decided about a proposal.
 *
 * @param selfConfirmed whether it was their own request, because nobody else could decide
 */
record Approval(boolean selfConfirmed) {}
