package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.capability.connectors.Message;
import dev.fleetprompt.capability.connectors.Messages;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.connections.ConnectionException;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.InvalidDirectiveException;
import dev.fleetprompt.platform.directives.RequestDirective;
import dev.fleetprompt.platform.directives.Requester;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.triggers.MissedTime;
import dev.fleetprompt.platform.triggers.MissedTimes;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Raises an alarm for runs that never were, and sends it where the organization wants it. Both
 * become true together with the fact itself, once for each gap.
 */
@Component
final class MissedRunAlarm implements MissedTimes {
  private static final Logger LOG = LoggerFactory.getLogger(MissedRunAlarm.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm z", Locale.ENGLISH);

  private final Alarms alarms;
  private final Messages messages;
  private final Directives directives;
  private final Ids ids;
  private final Clock clock;

  MissedRunAlarm(Alarms alarms, Messages messages, Directives directives, Ids ids, Clock clock) {
    this.alarms = alarms;
    this.messages = messages;
    this.directives = directives;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<Change> changes(MissedTime time) {
    String key = "missed:" + time.schedule() + ":" + time.until().getEpochSecond();
    String title = title(time);
    String text = text(time);
    Optional<RequestDirective> post =
        alarms.target(time.tenant()).flatMap(target -> post(time, target, key, title, text));
    List<Change> changes = new ArrayList<>();
    post.ifPresent(changes::add);
    changes.add(
        new RaiseAlarm(
            ids.next(),
            key,
            "schedule.missed",
            title,
            text,
            post.map(RequestDirective::id),
            clock.instant()));
    return changes;
  }

  /** Without a way out the alarm is still shown: a broken connection must not hide it. */
  private Optional<RequestDirective> post(
      MissedTime time, AlarmTarget target, String key, String title, String text) {
    try {
      Message message =
          new Message(target.connection(), title, "**" + title + "**\n\n" + text, target.place());
      return Optional.of(
          directives.prepare(
              time.tenant(),
              messages
                  .request(
                      time.tenant(), message, "alarm:" + key, title, Requester.system("alarms"))
                  .within(time.correlation(), Optional.empty())));
    } catch (ConnectionException | InvalidDirectiveException e) {
      LOG.warn("An alarm of {} is shown only: {}", time.tenant().value(), e.getMessage());
      return Optional.empty();
    }
  }

  private static String title(MissedTime time) {
    return "%s: %,d %s missed"
        .formatted(time.name(), time.missed(), time.missed() == 1 ? "run was" : "runs were");
  }

  private static String text(MissedTime time) {
    String first = TIME.format(time.first().atZone(time.zone()));
    String what =
        time.missed() == 1
            ? "The run of `%s` that was due at %s never was."
            : "Runs of `%s` that were due from %s on never were.";
    String why =
        switch (time.reason()) {
          case STANDSTILL ->
              "FleetPrompt was not running then. The latest window was run when it came back; start the others by hand if you need them.";
          case START_FAILED ->
              "It could not be started, several times in a row. See the server's log for the cause, then start it by hand.";
        };
    return what.formatted(time.workflow().replace("`", "'"), first) + " " + why;
  }
}
