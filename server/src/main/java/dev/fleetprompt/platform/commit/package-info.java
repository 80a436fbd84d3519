/**
 * One transaction for state, fact and job: units of work to which every module adds changes of its
 * own tables.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.commit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
