package dev.fleetprompt.platform.database.embedded;

/** Starts the server with the settings that were chosen once. */
@FunctionalInterface
interface Launch {
  Postmaster start();
}
