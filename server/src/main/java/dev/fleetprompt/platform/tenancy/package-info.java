/** Organizations, their roles and schemas, and the transactions that run as one of them. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
