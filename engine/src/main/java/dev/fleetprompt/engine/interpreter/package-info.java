/**
 * The functional core of a run: state is a fold over journal entries, and what to do next is
 * computed from state alone. Nothing here reads a clock, draws an id, starts a thread or does I/O.
 */
@NullMarked
package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.NullMarked;
