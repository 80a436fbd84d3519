/**
 * What became of an effect that was sent over HTTP: done, to be tried again, refused, or unknown.
 */
@NullMarked
package dev.fleetprompt.capability.connectors.outcome;

import org.jspecify.annotations.NullMarked;
