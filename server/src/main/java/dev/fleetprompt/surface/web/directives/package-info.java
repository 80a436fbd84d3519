/** Directives: what was to be changed, how far it came, and what a person says of one in doubt. */
@NullMarked
package dev.fleetprompt.surface.web.directives;

import org.jspecify.annotations.NullMarked;
