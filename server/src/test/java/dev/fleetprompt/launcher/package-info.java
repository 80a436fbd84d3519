@NullMarked
package dev.fleetprompt.launcher;

import org.jspecify.annotations.NullMarked;
