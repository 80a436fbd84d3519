/** Typed, bounded conditions over known fields. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.filters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
