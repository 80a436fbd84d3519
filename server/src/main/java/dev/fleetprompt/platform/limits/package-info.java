/** How often something may be done. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
