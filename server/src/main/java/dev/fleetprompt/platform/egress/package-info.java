/**
 * The one door to the outside: every socket this application opens is opened here.
 *
 * <p>An address is vetted and pinned before it is connected to, every size and time is bounded, and
 * a failure says whether a byte of the request had left.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
