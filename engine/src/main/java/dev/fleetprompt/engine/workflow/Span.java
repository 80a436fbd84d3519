package dev.fleetprompt.engine.workflow;

import java.time.Duration;

/** A length of time in a definition. */
public sealed interface Span {

  /** Known when the definition is read. */
  record Fixed(Duration length) implements Span {}

  /** Computed when it is needed; gives a text in ISO 8601 or an object of units. */
  record Computed(Expression expression) implements Span {}
}
