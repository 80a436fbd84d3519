/** Long lists in bounded pieces: pages, the place where the next one begins, and honest counts. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.paging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
