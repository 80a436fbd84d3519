@NullMarked
package dev.fleetprompt.surface.web.inbox;

import org.jspecify.annotations.NullMarked;
