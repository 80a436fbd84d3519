package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.InvalidSignalException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns what a run wants into changes of the unit that records it: signals and requests of
 * directives.
 */
final class RunEffects {

  private final FunctionCatalog functions;
  private final DirectiveCalls directives;
  private final EmittedEvents events;
  private final List<CallPermission> permissions;

  RunEffects(
      FunctionCatalog functions,
      DirectiveCalls directives,
      EmittedEvents events,
      List<CallPermission> permissions) {
    this.functions = functions;
    this.directives = directives;
    this.events = events;
    this.permissions = List.copyOf(permissions);
  }

  /** Publishes an event with the unit; or the error that keeps it from being published. */
  JournalEntry emit(RunContext run, Command.Emit emit, Instant now, List<Change> changes) {
    try {
      AppendSignal signal = events.signal(run.execution(), emit, now);
      changes.add(signal);
      return new JournalEntry.EventEmitted(now, emit.id(), signal.signal().id().toString());
    } catch (InvalidSignalException e) {
      return new JournalEntry.CallFailed(
          now, emit.id(), error(StandardErrors.VALIDATION, 400, String.valueOf(e.getMessage())));
    }
  }

  /**
   * What a call that nobody has begun yet comes to at once: a directive is requested with the unit,
   * a call that cannot be made fails; empty for a function, which is called after the commit.
   *
   * @param began the run that the journal began with: another one for a retry
   */
  Optional<JournalEntry> begin(
      RunContext run, UUID began, Command.Call call, Instant now, List<Change> changes) {
    String name = CallRoutes.function(call);
    Optional<String> refusal =
        permissions.stream()
            .flatMap(permission ->
                permission
                    .refusal(run.execution().tenant(), run.execution().installation(), name)
                    .stream())
            .findFirst();
    if (refusal.isPresent()) {
      return failed(now, call, error(StandardErrors.AUTHORIZATION, 403, refusal.get()));
    }
    if (functions.find(name).isPresent()) {
      return Optional.empty();
    }
    if (directives.knows(name)) {
      return Optional.of(directives.request(run.execution(), began, call, name, now, changes));
    }
    return failed(
        now,
        call,
        error(
            StandardErrors.CONFIGURATION,
            400,
            "There is no function or directive type '%s'; check the name in 'call'."
                .formatted(name)));
  }

  private static Optional<JournalEntry> failed(
      Instant now, Command.Call call, WorkflowError error) {
    return Optional.of(new JournalEntry.CallFailed(now, call.id(), error));
  }

  static WorkflowError error(String type, int status, String detail) {
    return new WorkflowError(type, status, null, detail, null);
  }
}
