/** What each request does. */
@NullMarked
package dev.fleetprompt.surface.terminal.work;

import org.jspecify.annotations.NullMarked;
