package dev.fleetprompt.engine.workflow;

/** Where something stands in a definition's text; both counted from 1. */
public record Source(int line, int column) {

  static final Source START = new Source(1, 1);
}
