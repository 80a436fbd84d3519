/** Copies of the digests that were posted or previewed. */
@NullMarked
package dev.fleetprompt.surface.web.digests;

import org.jspecify.annotations.NullMarked;
