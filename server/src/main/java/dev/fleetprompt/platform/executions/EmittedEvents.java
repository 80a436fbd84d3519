package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.InvalidSignalException;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/**
 * What {@code emit} tasks publish, as signals: stated by the run, whatever source the workflow
 * names.
 */
final class EmittedEvents {

  private final SignalEntry signals;

  EmittedEvents(SignalEntry signals) {
    this.signals = signals;
  }

  /**
   * @throws InvalidSignalException when the event may not be published as it is
   */
  AppendSignal signal(Execution run, Command.Emit emit, Instant now) {
    JsonNode event = emit.event();
    Fact fact =
        Fact.of(
                event.path("type").stringValue(""),
                run.id() + ":" + emit.id(),
                Actor.system("run"),
                run.correlation(),
                event.path("data"))
            .causedBy(Link.run(run.id()))
            .at(time(event.path("time"), now));
    JsonNode subject = event.path("subject");
    return signals.emitted(
        run.tenant(), subject.isString() ? fact.about(subject.stringValue()) : fact);
  }

  private static Instant time(JsonNode time, Instant now) {
    if (!time.isString()) {
      return now;
    }
    try {
      return OffsetDateTime.parse(time.stringValue()).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidSignalException(
          "signal_time_invalid",
          "The event's time is no RFC 3339 time with an offset, like 2026-01-31T09:00:00Z");
    }
  }
}
