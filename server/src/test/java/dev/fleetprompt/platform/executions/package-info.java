@NullMarked
package dev.fleetprompt.platform.executions;

import org.jspecify.annotations.NullMarked;
