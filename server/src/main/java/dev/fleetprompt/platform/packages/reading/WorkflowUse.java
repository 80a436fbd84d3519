package dev.fleetprompt.platform.packages.reading;

import java.util.Set;

/**
 * What a workflow of a package uses.
 *
 * @param calls what its tasks call, without functions of its own
 * @param emits the types of signals it emits
 */
record WorkflowUse(String file, Set<String> calls, Set<String> emits) {}
