package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A fact that a run depends on and could not compute: the only things a run's journal holds.
 *
 * <p>Values are brought into canonical form and instants to microseconds when an entry is made, so
 * an entry is the same before it is stored and after it is read back.
 */
public sealed interface JournalEntry {

  /** When it became known, by the clock of the store. */
  Instant at();

  /**
   * The run began.
   *
   * @param input what it was started with
   * @param context what else it may know: {@code configuration}, {@code installation}, {@code
   *     trigger}, {@code window} and the like, seen by expressions as {@code $config} and {@code
   *     $run}
   */
  record RunStarted(Instant at, UUID run, JsonNode input, JsonNode context)
      implements JournalEntry {
    public RunStarted {
      at = at.truncatedTo(ChronoUnit.MICROS);
      input = CanonicalJson.normalize(input);
      context = CanonicalJson.normalize(context);
    }
  }

  /**
   * A call or another workflow was handed on under a reference, such as the id of a directive or of
   * a run, and is awaited.
   */
  record CallStarted(Instant at, CallId call, String reference) implements JournalEntry {
    public CallStarted {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** A call ended with a result. */
  record CallCompleted(Instant at, CallId call, JsonNode output) implements JournalEntry {
    public CallCompleted {
      at = at.truncatedTo(ChronoUnit.MICROS);
      output = CanonicalJson.normalize(output);
    }
  }

  /** A call, an emission, a listen or another workflow ended with an error. */
  record CallFailed(Instant at, CallId call, WorkflowError error) implements JournalEntry {
    public CallFailed {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** A timer's instant has come. */
  record TimerFired(Instant at, TimerId timer) implements JournalEntry {
    public TimerFired {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** An event was published as a signal. */
  record EventEmitted(Instant at, CallId call, String signalId) implements JournalEntry {
    public EventEmitted {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * An event arrived for the run. It is offered to every listen that is under way; when none wants
   * it, {@link Interpreter#apply} leaves the very same state, and there is nothing to store.
   *
   * @param event a CloudEvent in its JSON form
   */
  record EventReceived(Instant at, String signalId, JsonNode event) implements JournalEntry {
    public EventReceived {
      at = at.truncatedTo(ChronoUnit.MICROS);
      event = CanonicalJson.normalize(event);
    }
  }

  /** Somebody wants the run to stop. */
  record CancelRequested(Instant at, String reason) implements JournalEntry {
    public CancelRequested {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
