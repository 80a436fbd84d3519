/** What waits for a person's decision. */
@NullMarked
package dev.fleetprompt.surface.web.inbox;

import org.jspecify.annotations.NullMarked;
