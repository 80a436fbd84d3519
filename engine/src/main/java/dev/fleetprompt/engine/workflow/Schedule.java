package dev.fleetprompt.engine.workflow;

import java.time.Duration;

/** When a workflow starts by itself. The server evaluates it. */
public sealed interface Schedule {

  /** At the times of a cron expression of five fields. */
  record Cron(String expression) implements Schedule {}

  /** Again and again, so long from start to start. */
  record Every(Duration interval) implements Schedule {}

  /** Again so long after each end. */
  record After(Duration delay) implements Schedule {}

  /** Whenever events have come; a run's input is the array of those events. */
  record On(EventStrategy events) implements Schedule {}
}
