/** Benchmarks: ours beside the peers', in one run on one database with the same durability. */
@NullMarked
package dev.fleetprompt.bench;

import org.jspecify.annotations.NullMarked;
