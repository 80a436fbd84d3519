@NullMarked
package dev.fleetprompt.surface.web.gate;

import org.jspecify.annotations.NullMarked;
