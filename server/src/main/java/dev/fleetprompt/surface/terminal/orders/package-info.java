/** Reads a shop's exported orders, as spreadsheets and shops really write them. */
@NullMarked
package dev.fleetprompt.surface.terminal.orders;

import org.jspecify.annotations.NullMarked;
