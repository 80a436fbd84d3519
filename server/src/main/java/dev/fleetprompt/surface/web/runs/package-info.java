/** Runs of workflows: the list, and what one did step by step. */
@NullMarked
package dev.fleetprompt.surface.web.runs;

import org.jspecify.annotations.NullMarked;
