/** Who did it, in names that people know. */
@NullMarked
package dev.fleetprompt.surface.web.people;

import org.jspecify.annotations.NullMarked;
