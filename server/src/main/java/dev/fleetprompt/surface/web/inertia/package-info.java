/**
 * Pages: a controller names a Svelte component and hands it a record; the first request gets it as
 * HTML, the next ones as JSON (the protocol of Inertia 3).
 */
@NullMarked
package dev.fleetprompt.surface.web.inertia;

import org.jspecify.annotations.NullMarked;
