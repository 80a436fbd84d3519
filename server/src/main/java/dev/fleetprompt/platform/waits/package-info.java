/** Who waits for which signals, and how each gets them: once, in order, and none lost. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.waits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
