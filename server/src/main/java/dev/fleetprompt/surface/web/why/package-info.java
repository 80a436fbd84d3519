/** Why something happened, and what it led to. */
@NullMarked
package dev.fleetprompt.surface.web.why;

import org.jspecify.annotations.NullMarked;
