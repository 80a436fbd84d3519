/** Rules that give a requested directive its verdict. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.policies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
