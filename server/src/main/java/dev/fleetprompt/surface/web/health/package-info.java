/** Whether the process lives, and whether it can work. */
@NullMarked
package dev.fleetprompt.surface.web.health;

import org.jspecify.annotations.NullMarked;
