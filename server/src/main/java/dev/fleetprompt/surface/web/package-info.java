/** The server's page and health endpoints, for the people at this machine. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.surface.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
