/** The operator's commands: what `./fleet` runs, in a terminal or on behalf of one. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.surface.terminal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
