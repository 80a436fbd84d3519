/** Who may send events into an organization, how many, and how they are taken in. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
