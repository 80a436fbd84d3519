/** Starts runs: for signals that pass a filter, and at set times. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.triggers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
