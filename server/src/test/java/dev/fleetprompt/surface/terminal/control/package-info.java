@NullMarked
package dev.fleetprompt.surface.terminal.control;

import org.jspecify.annotations.NullMarked;
