@NullMarked
package dev.fleetprompt.surface.terminal.options;

import org.jspecify.annotations.NullMarked;
