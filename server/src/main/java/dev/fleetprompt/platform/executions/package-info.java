/** Durable runs of workflows: their definitions, journals, states and ends. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.executions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
