/** Who may ask the server for anything at all. */
@NullMarked
package dev.fleetprompt.surface.web.gate;

import org.jspecify.annotations.NullMarked;
