@NullMarked
package dev.fleetprompt.surface.web.overview;

import org.jspecify.annotations.NullMarked;
