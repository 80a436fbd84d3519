/** Publishes to ntfy: notices on phones and desktops. */
@NullMarked
package dev.fleetprompt.capability.connectors.ntfy;

import org.jspecify.annotations.NullMarked;
