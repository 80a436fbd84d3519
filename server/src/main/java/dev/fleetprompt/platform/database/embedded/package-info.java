/**
 * Launches the PostgreSQL server that comes with the application. It knows nothing of what is
 * stored in it.
 */
@NullMarked
package dev.fleetprompt.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
