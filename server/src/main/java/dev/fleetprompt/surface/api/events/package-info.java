/** {@code POST /api/v1/events}: CloudEvents 1.0 over HTTP. */
@NullMarked
package dev.fleetprompt.surface.api.events;

import org.jspecify.annotations.NullMarked;
