/** Secrets: encrypted at rest, opened by connectors only, kept out of every text. */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
