/** What becomes of work when processes and servers are killed, frozen or overrun. */
@NullMarked
package dev.fleetprompt.crash;

import org.jspecify.annotations.NullMarked;
