@NullMarked
package dev.fleetprompt.surface.web.inertia;

import org.jspecify.annotations.NullMarked;
