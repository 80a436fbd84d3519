@NullMarked
package dev.fleetprompt.surface.terminal.demo;

import org.jspecify.annotations.NullMarked;
