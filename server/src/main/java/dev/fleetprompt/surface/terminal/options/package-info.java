/** What a person typed, as a request. */
@NullMarked
package dev.fleetprompt.surface.terminal.options;

import org.jspecify.annotations.NullMarked;
