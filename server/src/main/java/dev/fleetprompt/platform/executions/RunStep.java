package dev.fleetprompt.platform.executions;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a task did and that the journal knows: a call, an event, a wait. A task that is
 * tried again or repeated has several.
 *
 * @param id the call's or timer's; unique within the run
 * @param task the task's pointer
 * @param number which of the task's steps it is, from 1
 * @param startedAt for calls of functions, when the run came to it: the entry before
 * @param startedFor whether {@code startedAt} was noted for this very step
 * @param reference what it was handed on under: a directive's id, or the emitted signal's
 * @param error the first 500 characters of why it failed, as JSON
 * @param ended the number of the entry with its result
 */
public record RunStep(
    String id,
    String task,
    int number,
    State state,
    Instant startedAt,
    boolean startedFor,
    Optional<Instant> endedAt,
    Optional<String> reference,
    Optional<String> error,
    Optional<Integer> ended) {

  /** How far it came. */
  public enum State {
    RUNNING,
    COMPLETED,
    FAILED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
