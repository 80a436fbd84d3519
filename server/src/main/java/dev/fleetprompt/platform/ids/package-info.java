/** Identifiers that sort by time. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.ids;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
