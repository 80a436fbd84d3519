/** Packages that can be installed, and installing them. */
@NullMarked
package dev.fleetprompt.surface.web.marketplace;

import org.jspecify.annotations.NullMarked;
