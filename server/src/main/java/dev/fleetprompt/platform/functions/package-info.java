/** Work that changes nothing and that a workflow task may call. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.functions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
