/** The page with the latest runs, directives and signals. */
@NullMarked
package dev.fleetprompt.surface.web.overview;

import org.jspecify.annotations.NullMarked;
