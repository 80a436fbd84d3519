/**
 * The rows of the table of speed goals. Each class says what exactly is measured, and where it is
 * unfair.
 */
@NullMarked
package dev.fleetprompt.bench.measures;

import org.jspecify.annotations.NullMarked;
