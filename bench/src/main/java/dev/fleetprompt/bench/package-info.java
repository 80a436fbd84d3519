/**
 * Benchmarks: the table of speed goals, ours beside the peers', in one run on one database server
 * with the same durability. {@link dev.fleetprompt.bench.Measure} is one row of it.
 */
@NullMarked
package dev.fleetprompt.bench;

import org.jspecify.annotations.NullMarked;
