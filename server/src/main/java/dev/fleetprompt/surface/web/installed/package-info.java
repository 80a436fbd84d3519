/** Packages that are installed, and what can be done with them. */
@NullMarked
package dev.fleetprompt.surface.web.installed;

import org.jspecify.annotations.NullMarked;
