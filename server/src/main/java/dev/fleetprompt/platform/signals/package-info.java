/** Facts: immutable CloudEvents of a tenant, appended in the transaction that made them true. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
