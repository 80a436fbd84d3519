@NullMarked
package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.NullMarked;
