@NullMarked
package dev.fleetprompt.surface.terminal.orders;

import org.jspecify.annotations.NullMarked;
