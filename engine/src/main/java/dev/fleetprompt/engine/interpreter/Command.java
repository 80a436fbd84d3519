package dev.fleetprompt.engine.interpreter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something a run waits for. The same command is decided again and again, under the same id, until
 * an entry answers it; whoever carries it out compares ids with what is already under way.
 */
public sealed interface Command {

  /**
   * Call a function, a directive type, or {@code http}; answered by {@link
   * JournalEntry.CallCompleted} or {@link JournalEntry.CallFailed}.
   *
   * @param task the JSON pointer of the task
   * @param function the name given in {@code call}
   * @param arguments the evaluated {@code with}; an empty object when there is none. For {@code
   *     http}: {@code method} in upper case and {@code endpoint} as an object whose {@code uri} is
   *     filled in
   * @param metadata the task's evaluated {@code metadata}; an empty object when there is none
   * @param attempt which attempt of the closest {@code try} around the task, from 1
   * @param reference what {@link JournalEntry.CallStarted} told, when it did
   */
  record Call(
      CallId id,
      String task,
      String function,
      JsonNode arguments,
      JsonNode metadata,
      int attempt,
      @Nullable String reference)
      implements Command {}

  /** Wait until an instant; answered by {@link JournalEntry.TimerFired}. */
  record StartTimer(TimerId id, Instant due) implements Command {}

  /**
   * Publish an event; answered by {@link JournalEntry.EventEmitted}.
   *
   * @param event CloudEvents attributes and {@code data}; without {@code id} unless the workflow
   *     gave one, and then the signal's id becomes the event's
   */
  record Emit(CallId id, JsonNode event) implements Command {}
}
