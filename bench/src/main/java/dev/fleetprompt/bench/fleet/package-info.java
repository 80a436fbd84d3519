/** FleetPrompt itself under measurement: within this process, or as processes of its own. */
@NullMarked
package dev.fleetprompt.bench.fleet;

import org.jspecify.annotations.NullMarked;
