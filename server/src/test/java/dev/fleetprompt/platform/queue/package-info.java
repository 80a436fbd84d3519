@NullMarked
package dev.fleetprompt.platform.queue;

import org.jspecify.annotations.NullMarked;
