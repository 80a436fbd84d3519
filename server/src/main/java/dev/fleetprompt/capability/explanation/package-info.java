/** Tells why something happened and what it led to. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.capability.explanation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
