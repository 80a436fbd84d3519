@NullMarked
package dev.fleetprompt.surface.web.identity;

import org.jspecify.annotations.NullMarked;
