/** How a command reaches the server that holds FLEET_HOME. */
@NullMarked
package dev.fleetprompt.surface.terminal.control;

import org.jspecify.annotations.NullMarked;
