@NullMarked
package dev.fleetprompt.surface.web.live;

import org.jspecify.annotations.NullMarked;
