/**
 * Tells people what went wrong without anybody's doing: in the application, and where they want it.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.capability.alarms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
