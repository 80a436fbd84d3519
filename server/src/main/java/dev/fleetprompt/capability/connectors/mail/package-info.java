/** Sends mail over SMTP. */
@NullMarked
package dev.fleetprompt.capability.connectors.mail;

import org.jspecify.annotations.NullMarked;
