/** No organization reaches another's data: walked over every route, table, view and statement. */
@NullMarked
package dev.fleetprompt.isolation;

import org.jspecify.annotations.NullMarked;
