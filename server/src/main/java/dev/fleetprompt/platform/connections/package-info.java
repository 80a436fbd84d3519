/**
 * What a tenant is connected to: an outside system, its address, its credential and its condition.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.connections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
