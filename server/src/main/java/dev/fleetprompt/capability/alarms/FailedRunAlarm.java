package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Reruns;
import dev.fleetprompt.platform.executions.RunEnds;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.CleanText;
import dev.fleetprompt.platform.triggers.Scheduled;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Raises an alarm when a run that a schedule began ends with an error, once for each run; it is
 * over when a later run of the schedule completes, or a retry. Somebody who starts or retries a run
 * sees how it ends.
 */
@Component
final class FailedRunAlarm implements RunEnds {
  private static final int LONGEST_DETAIL = 300;

  private final CleanText clean;
  private final Ids ids;
  private final Clock clock;

  FailedRunAlarm(CleanText clean, Ids ids, Clock clock) {
    this.clean = clean;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Change> changes(Execution run, RunEnd end) {
    Optional<Scheduled> found = Scheduled.of(run);
    if (found.isEmpty()) {
      return List.of();
    }
    Scheduled scheduled = found.get();
    boolean isOwn = run.origin().equals(Scheduled.ORIGIN);
    return switch (end) {
      case RunEnd.Faulted faulted when isOwn -> List.of(alarm(run, scheduled, faulted.error()));
      case RunEnd.Completed completed when isOwn || run.origin().equals(Reruns.RETRY) ->
          List.of(new ResolveAlarms(scheduled.schedule(), run.id(), clock.instant()));
      case RunEnd.Faulted faulted -> List.of();
      case RunEnd.Completed completed -> List.of();
      case RunEnd.Cancelled cancelled -> List.of();
      // What goes on does so as another run, which tells how it ends.
      case RunEnd.Continued continued -> List.of();
    };
  }

  private RaiseAlarm alarm(Execution run, Scheduled scheduled, WorkflowError error) {
    String why = error.detail() != null ? error.detail() : error.title();
    return new RaiseAlarm(
        ids.next(),
        "faulted:" + run.id(),
        AlarmKind.FAULTED,
        scheduled.name() + ": the scheduled run ran and failed",
        "The run of %s that was due at %s ran and failed%s. What it had done by then is done, and nothing is repeated by itself: open the run to see where it stopped."
            .formatted(
                AlarmWords.code(run.workflow()),
                AlarmWords.time(scheduled.due(), scheduled.zone()),
                why == null ? "" : ": " + AlarmWords.code(clean.of(why, LONGEST_DETAIL))),
        new Alarm.Subject(
            Optional.of(scheduled.schedule()),
            run.installation(),
            Optional.of(run.id()),
            Optional.empty()),
        clock.instant());
  }
}
