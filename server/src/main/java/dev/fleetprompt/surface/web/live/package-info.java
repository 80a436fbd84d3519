/**
 * Tells browsers what happens: one stream of server-sent events each, that goes on where it was
 * cut.
 */
@NullMarked
package dev.fleetprompt.surface.web.live;

import org.jspecify.annotations.NullMarked;
