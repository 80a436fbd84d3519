@NullMarked
package dev.fleetprompt.engine.json;

import org.jspecify.annotations.NullMarked;
