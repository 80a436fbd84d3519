/** One text form for every value that is stored or hashed, and the bounds a value must keep. */
@NullMarked
package dev.fleetprompt.engine.json;

import org.jspecify.annotations.NullMarked;
