/** Connections to outside systems: made, tested, renamed and revoked. */
@NullMarked
package dev.fleetprompt.surface.web.connections;

import org.jspecify.annotations.NullMarked;
