@NullMarked
package dev.fleetprompt.surface.web.installed;

import org.jspecify.annotations.NullMarked;
