package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.triggers.MissedTime;
import dev.fleetprompt.platform.triggers.MissedTimes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Raises an alarm for runs that never were or are late, together with the fact, once a gap. */
@Component
final class MissedRunAlarm implements MissedTimes {
  private final Ids ids;
  private final Clock clock;

  MissedRunAlarm(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Change> changes(MissedTime time) {
    return List.of(
        new RaiseAlarm(
            ids.next(),
            "missed:" + time.schedule() + ":" + time.until().getEpochSecond(),
            time.reason() == MissedTime.Reason.LATE ? AlarmKind.LATE : AlarmKind.MISSED,
            title(time),
            text(time),
            new Alarm.Subject(
                Optional.of(time.schedule()),
                time.installation(),
                time.run(),
                Optional.of(time.signal())),
            clock.instant()));
  }

  private static String title(MissedTime time) {
    return switch (time.reason()) {
      case LATE ->
          "%s: the run began %s late".formatted(time.name(), AlarmWords.length(time.late()));
      case STANDSTILL, START_FAILED ->
          "%s: %,d %s missed"
              .formatted(time.name(), time.missed(), time.missed() == 1 ? "run was" : "runs were");
    };
  }

  private static String text(MissedTime time) {
    String workflow = AlarmWords.code(time.workflow());
    String first = AlarmWords.time(time.first(), time.zone());
    String late = AlarmWords.length(time.late());
    String missed =
        time.missed() == 1
            ? "The run of %s that was due at %s never was.".formatted(workflow, first)
            : "Runs of %s that were due from %s on never were.".formatted(workflow, first);
    return switch (time.reason()) {
      case LATE ->
          "The run of %s that was due at %s began %s late, since FleetPrompt was not running or could not start it then. Nothing was left out; see whether it still helps that late."
              .formatted(workflow, first, late);
      case STANDSTILL ->
          "%s FleetPrompt was not running then. The latest window was run when it came back, %s late; start the others by hand if you need them."
              .formatted(missed, late);
      case START_FAILED ->
          "%s It could not be started, several times in a row. See the server's log for the cause, then start it by hand."
              .formatted(missed);
    };
  }
}
