/** People: who they are, how they prove it, and what they may do in which organization. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
