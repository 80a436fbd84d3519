@NullMarked
package dev.fleetprompt.surface.api.events;

import org.jspecify.annotations.NullMarked;
