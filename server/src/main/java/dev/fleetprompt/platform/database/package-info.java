/**
 * The one PostgreSQL behind the application: the embedded server or the operator's own, its roles,
 * connection pools, migrations and month partitions.
 */
@ApplicationModule
@NullMarked
package dev.fleetprompt.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
