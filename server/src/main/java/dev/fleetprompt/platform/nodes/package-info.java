/**
 * The processes that share one database: their leases, and what happens when one of them falls
 * silent.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.nodes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
