package dev.fleetprompt.platform.ingress;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ingress.RefusedEventsException.Refusal;
import dev.fleetprompt.platform.limits.Rate;
import dev.fleetprompt.platform.limits.TokenBuckets;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.InvalidSignalException;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.SignalEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes events from outside in: all of a request, or none of it. Safe for many threads. */
@Component
public class EventIntake {
  /** So many events a request may hold. */
  public static final int MOST_EVENTS = 100;

  /** A sender's clock may be ahead by this. */
  static final Duration AHEAD = Duration.ofHours(1);

  private static final Rate RATE = new Rate(100, 1_000);

  private final SignalEntry entry;
  private final Commits commits;
  private final TokenBuckets<UUID> buckets;
  private final Clock clock;

  EventIntake(SignalEntry entry, Commits commits, Clock clock) {
    this.entry = entry;
    this.commits = commits;
    this.buckets = new TokenBuckets<>(clock);
    this.clock = clock;
  }

  /**
   * Takes events from a token's bucket: 100 a second, 1,000 at once after a pause, for each node.
   *
   * @param events 1 to {@value #MOST_EVENTS}
   * @return nothing when they may be taken in now, else how long to wait
   */
  public Optional<Duration> acquire(Sender sender, int events) {
    return buckets.acquire(sender.token(), events, RATE);
  }

  /**
   * Records the events in one transaction; returns when they are durable. An event whose source and
   * id are known is answered with its signal, and nothing follows from it again.
   *
   * @param events 1 to {@value #MOST_EVENTS}
   * @return what became of each, in their order
   * @throws RefusedEventsException when any may not be taken in; then none was
   */
  public List<Receipt> take(Sender sender, List<OutsideEvent> events)
      throws RefusedEventsException {
    Instant now = clock.instant();
    List<AppendSignal> appends = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      OutsideEvent event = events.get(i);
      try {
        checkTime(event, now);
        appends.add(entry.outside(sender.tenant(), event, sender.actor()));
      } catch (InvalidSignalException e) {
        refusals.add(new Refusal(i, e));
      }
    }
    if (!refusals.isEmpty()) {
      throw new RefusedEventsException(refusals);
    }
    commits.commit(new UnitOfWork(sender.tenant()).addAll(appends));
    return appends.stream().map(EventIntake::receipt).toList();
  }

  /** A time may lie long ago, for imports, but an event has happened. */
  private static void checkTime(OutsideEvent event, Instant now) {
    if (event.time().filter(time -> time.isAfter(now.plus(AHEAD))).isPresent()) {
      throw new InvalidSignalException(
          "signal_time_ahead",
          "/time",
          "The event's time lies more than an hour ahead; give the time at which it happened, with its offset from UTC");
    }
  }

  private static Receipt receipt(AppendSignal append) {
    return new Receipt(
        append.outcome().id(), append.outcome() instanceof AppendSignal.Outcome.Created);
  }
}
