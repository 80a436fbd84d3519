/** The demonstration: an organization, real events, the Daily Ops Digest. */
@NullMarked
package dev.fleetprompt.surface.terminal.demo;

import org.jspecify.annotations.NullMarked;
