/** Errors of the pages' scripts, for the server's log. */
@NullMarked
package dev.fleetprompt.surface.web.clienterrors;

import org.jspecify.annotations.NullMarked;
