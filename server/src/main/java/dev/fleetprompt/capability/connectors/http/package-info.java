/** Calls anything that speaks HTTP: effects through a connection, reads also of declared hosts. */
@NullMarked
package dev.fleetprompt.capability.connectors.http;

import org.jspecify.annotations.NullMarked;
