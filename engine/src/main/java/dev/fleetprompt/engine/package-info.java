/**
 * The durable workflow engine: pure Java, without clock, thread, id generator or I/O of its own.
 */
@NullMarked
package dev.fleetprompt.engine;

import org.jspecify.annotations.NullMarked;
