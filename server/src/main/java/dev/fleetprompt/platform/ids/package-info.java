/** Time-ordered identifiers and the clock that every module is given. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.ids;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
