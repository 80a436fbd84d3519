/** Signing in and out, coming to be known, and going from one organization to another. */
@NullMarked
package dev.fleetprompt.surface.web.identity;

import org.jspecify.annotations.NullMarked;
