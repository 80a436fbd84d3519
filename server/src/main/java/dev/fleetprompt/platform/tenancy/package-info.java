/** Organizations, and the one way to act as one of them in the database. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
