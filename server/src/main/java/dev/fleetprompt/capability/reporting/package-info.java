/**
 * Functions that say what happened: figures of a stretch of time, and texts made from templates.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.capability.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
