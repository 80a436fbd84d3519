/** What is runnable now, what is later, what arrived, and who owns it. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
