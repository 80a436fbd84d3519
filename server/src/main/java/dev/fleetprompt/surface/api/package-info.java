/** What programs talk to. Each route proves its caller by itself; no session opens it. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.surface.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
