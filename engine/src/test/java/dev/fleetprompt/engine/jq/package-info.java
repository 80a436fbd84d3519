@NullMarked
package dev.fleetprompt.engine.jq;

import org.jspecify.annotations.NullMarked;
