package dev.fleetprompt.engine.interpreter;

import java.time.Instant;
import java.util.List;
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

  /**
   * Wait for events; each is told by {@link JournalEntry.EventReceived}. The listen goes on, under
   * the same id, until it is no longer among the commands; what it awaits may change meanwhile.
   *
   * @param task the JSON pointer of the task
   * @param awaited at least one
   * @param since events from this instant on count, also such as were there before the command
   */
  record Listen(CallId id, String task, List<Awaited> awaited, Instant since) implements Command {
    public Listen {
      awaited = List.copyOf(awaited);
    }
  }

  /**
   * Run another workflow; answered by {@link JournalEntry.CallStarted} with the run's id, then
   * {@link JournalEntry.CallCompleted} with its output or {@link JournalEntry.CallFailed}. When it
   * is not awaited, by {@link JournalEntry.CallCompleted} as soon as the run is sure to start.
   *
   * @param task the JSON pointer of the task
   * @param version a version, or {@code latest}
   * @param reference what {@link JournalEntry.CallStarted} told, when it did
   */
  record RunWorkflow(
      CallId id,
      String task,
      String namespace,
      String name,
      String version,
      JsonNode input,
      boolean await,
      @Nullable String reference)
      implements Command {}
}
