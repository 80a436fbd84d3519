/**
 * Other processes under measurement: started as children, spoken with line by line, ended with us.
 */
@NullMarked
package dev.fleetprompt.bench.process;

import org.jspecify.annotations.NullMarked;
