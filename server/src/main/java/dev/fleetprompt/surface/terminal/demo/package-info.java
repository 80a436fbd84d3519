/** {@code ./fleet demo}: the first quarter of an hour in one command. */
@NullMarked
package dev.fleetprompt.surface.terminal.demo;

import org.jspecify.annotations.NullMarked;
