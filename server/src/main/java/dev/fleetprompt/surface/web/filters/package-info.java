/** Reads the filters of lists from addresses, and shapes what all lists share. */
@NullMarked
package dev.fleetprompt.surface.web.filters;

import org.jspecify.annotations.NullMarked;
