/**
 * How old data goes: every module says what of its own tables is due, one job runs all of it, every
 * night on one node.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
