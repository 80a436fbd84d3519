@NullMarked
package dev.fleetprompt.engine.workflow;

import org.jspecify.annotations.NullMarked;
