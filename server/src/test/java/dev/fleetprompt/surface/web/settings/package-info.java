@NullMarked
package dev.fleetprompt.surface.web.settings;

import org.jspecify.annotations.NullMarked;
