/**
 * JSON as the platform reads, checks and writes it: exact decimals, bounds, JSON Schema 2020-12.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.schemas;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
