/** The explorer of signals, and one signal. */
@NullMarked
package dev.fleetprompt.surface.web.signals;

import org.jspecify.annotations.NullMarked;
