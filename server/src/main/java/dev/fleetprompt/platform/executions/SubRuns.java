package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Decision;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The workflows that a run in memory runs. A child is created in the unit that journals its id; the
 * child's last unit tells of its end; and when the parent no longer waits for it, by a timeout or
 * by its own end, the child is asked to stop in that very unit.
 */
final class SubRuns {

  /** What a reference to a workflow stands for. */
  sealed interface Resolution {

    /** A stored definition. */
    record Found(UUID definition, String workflow, String version) implements Resolution {}

    /** There is none that the run may run. */
    record Missing(WorkflowError error) implements Resolution {}
  }

  private final Execution run;
  private final Supplier<UUID> ids;
  private final Map<CallId, Resolution> resolved = new HashMap<>();
  private final Set<CallId> asked = new HashSet<>();
  private Set<String> awaited = Set.of();

  SubRuns(Execution run, Supplier<UUID> ids) {
    this.run = run;
    this.ids = ids;
  }

  /** Takes the children that a loaded run waits for. */
  void adopt(Decision decision) {
    awaited = awaited(decision);
  }

  /** The workflows that somebody has to find before they can be run. */
  List<Command.RunWorkflow> toResolve(Decision decision) {
    return commands(decision).stream()
        .filter(command -> command.reference() == null)
        .filter(command -> !resolved.containsKey(command.id()) && asked.add(command.id()))
        .toList();
  }

  void resolved(CallId call, Resolution resolution) {
    resolved.put(call, resolution);
  }

  /** Whether a workflow has yet to be found or begun. */
  static boolean beginning(Decision decision) {
    return commands(decision).stream().anyMatch(command -> command.reference() == null);
  }

  /** Creates a child, once its workflow is found. */
  Optional<JournalEntry> begin(Command.RunWorkflow command, Instant now, List<Change> changes) {
    Resolution resolution = resolved.remove(command.id());
    return switch (resolution) {
      case null -> Optional.empty();
      case Resolution.Missing missing ->
          Optional.of(new JournalEntry.CallFailed(now, command.id(), missing.error()));
      case Resolution.Found found -> Optional.of(begin(command, found, now, changes));
    };
  }

  private JournalEntry begin(
      Command.RunWorkflow command, Resolution.Found found, Instant now, List<Change> changes) {
    int depth = run.parent().map(ParentLink::depth).orElse(0) + 1;
    if (depth > ParentLink.DEEPEST) {
      return new JournalEntry.CallFailed(
          now,
          command.id(),
          RunEffects.error(
              StandardErrors.RUNTIME,
              508,
              "Workflows run each other more than %d deep; check that none leads back to itself."
                  .formatted(ParentLink.DEEPEST)));
    }
    UUID child = ids.get();
    changes.add(
        new StartRun(
            child,
            found.definition(),
            found.workflow(),
            found.version(),
            run.installation(),
            "workflow",
            run.requester(),
            run.correlation(),
            Optional.of(Link.run(run.id())),
            command.input(),
            run.context(),
            now,
            Optional.of(
                new ParentLink(
                    Runs.item(run.tenant(), run.id()),
                    command.await() ? Optional.of(child.toString()) : Optional.empty(),
                    depth))));
    return command.await()
        ? new JournalEntry.CallStarted(now, command.id(), child.toString())
        : new JournalEntry.CallCompleted(now, command.id(), command.input());
  }

  /** Asks the children to stop that the run no longer waits for. */
  void keep(Turn turn, Decision decision) {
    Set<String> still = awaited(decision);
    for (String child : awaited) {
      if (!still.contains(child) && !turn.answered(child)) {
        turn.add(new StopChild(run.id(), child));
      }
    }
    awaited = still;
  }

  private static Set<String> awaited(Decision decision) {
    Set<String> children = new HashSet<>();
    for (Command.RunWorkflow command : commands(decision)) {
      String reference = command.reference();
      if (reference != null) {
        children.add(reference);
      }
    }
    return children;
  }

  static List<Command.RunWorkflow> commands(Decision decision) {
    return decision.outstanding().stream()
        .filter(Command.RunWorkflow.class::isInstance)
        .map(Command.RunWorkflow.class::cast)
        .toList();
  }
}
