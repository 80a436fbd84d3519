/**
 * Intentions to change something: requested, judged, attempted and ended with a recorded outcome.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.directives;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
