/**
 * Packages: versions that never change, what an organization has installed of them, and the plans
 * by which that changes.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.packages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
