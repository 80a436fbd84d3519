/** Runs random workflows under random schedules and faults, watched by an auditor. */
@NullMarked
package dev.fleetprompt.engine.simulation;

import org.jspecify.annotations.NullMarked;
