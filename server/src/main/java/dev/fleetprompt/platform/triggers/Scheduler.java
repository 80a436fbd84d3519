package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
import dev.fleetprompt.platform.executions.RunOutcomes;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the runs of schedules: each time once, and after a standstill only the latest. The run,
 * the note that its time is dealt with and the next timer are one unit. A run that cannot be
 * started several times in a row is given up and told, so that the schedule goes on with its next
 * time. So is what was missed, and what is begun more than {@link #LATE} after its time.
 */
class Scheduler implements ItemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final int CAPACITY = 200;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 3;

  /** A run that begins later than this after its time is told of. */
  static final Duration LATE = Duration.ofMinutes(5);

  private final ScheduleStore schedules;
  private final RunStarter runs;
  private final SignalEntry signals;
  private final List<MissedTimes> missedTimes;
  private final Ids ids;
  private final Clock clock;

  Scheduler(
      ScheduleStore schedules,
      RunStarter runs,
      SignalEntry signals,
      List<MissedTimes> missedTimes,
      Ids ids,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.signals = signals;
    this.missedTimes = List.copyOf(missedTimes);
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public ItemKind kind() {
    return ScheduleItems.KIND;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    for (Claimed claimed : items) {
      Thread.ofVirtual()
          .name("schedule-" + claimed.item().id())
          .start(() -> work(claimed.item(), claimed.inbox(), node));
    }
  }

  /** Returns when the schedule waits for its next time, or the lease is lost. */
  void work(Item item, List<Message> inbox, NodeWork node) {
    List<Message> news = inbox;
    int failures = 0;
    while (node.holdsLease()) {
      try {
        if (step(item, news, node, failures >= MOST_TRIES)) {
          return;
        }
        failures = 0;
        news = node.inboxes(List.of(item)).getOrDefault(item, List.of());
      } catch (LeaseLostException e) {
        return;
      } catch (UnitRefusedException e) {
        failures++;
        LOG.debug("{}", e.getMessage());
      } catch (DataAccessException e) {
        LOG.warn("Schedule {} waits for the database: {}", item.id(), e.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (RuntimeException e) {
        failures++;
        LOG.error("Schedule {} cannot go on; trying again", item.id(), e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private boolean step(Item item, List<Message> news, NodeWork node, boolean givingUp)
      throws LeaseLostException {
    Optional<Schedule> found = schedules.find(item);
    if (found.isEmpty()) {
      await(item.id(), new UnitOfWork(item.tenant()).add(new QueueChange.Finish(item)), node);
      return true;
    }
    Schedule schedule = found.get();
    UnitOfWork unit = new UnitOfWork(item.tenant());
    switch (schedule.timing()) {
      case Timing.Times times -> keep(unit, schedule, times, givingUp);
      case Timing.Pause pause -> keep(unit, schedule, pause, news, givingUp);
    }
    news.forEach(message -> unit.add(new QueueChange.Consume(item, message.id())));
    QueueChange.Park park = new QueueChange.Park(item);
    await(item.id(), unit.add(park), node);
    return park.parked();
  }

  private void keep(UnitOfWork unit, Schedule schedule, Timing.Times times, boolean givingUp) {
    if (!schedule.enabled()) {
      unit.add(new QueueChange.CancelTimer(item(schedule), ScheduleItems.TIMER));
      return;
    }
    Instant now = clock.instant();
    DueTimes.of(times, schedule.handledUntil(), now)
        .ifPresent(due -> {
          if (givingUp) {
            giveUp(unit, schedule, due, now);
          } else {
            start(unit, schedule, due, now);
          }
        });
    times
        .next(now)
        .ifPresent(
            next -> unit.add(new QueueChange.SetTimer(item(schedule), ScheduleItems.TIMER, next)));
  }

  /** Starts a run when the pause after the one before is over; never two at a time. */
  private void keep(
      UnitOfWork unit,
      Schedule schedule,
      Timing.Pause pause,
      List<Message> news,
      boolean givingUp) {
    Instant now = clock.instant();
    Optional<String> ended =
        schedule
            .run()
            .map(UUID::toString)
            .filter(run ->
                news.stream().flatMap(each -> RunOutcomes.of(each).stream()).anyMatch(run::equals));
    if (ended.isPresent()) {
      unit.add(new AdvanceSchedule(schedule.id(), schedule.handledUntil(), now, null, true));
      setTimer(unit, schedule, now.plus(pause.length()));
    } else if (schedule.run().isEmpty() && schedule.enabled()) {
      Instant due = schedule.handledUntil().plus(pause.length());
      if (due.isAfter(now)) {
        setTimer(unit, schedule, due);
      } else if (givingUp) {
        giveUp(
            unit, schedule, new DueTimes(schedule.handledUntil(), due, 0, Optional.empty()), now);
        setTimer(unit, schedule, now.plus(pause.length()));
      } else {
        UUID run = ids.next();
        unit.add(new AdvanceSchedule(schedule.id(), schedule.handledUntil(), now, run, false));
        unit.add(
            start(
                schedule,
                run,
                new DueTimes(schedule.handledUntil(), now, 0, Optional.empty()),
                Optional.of(item(schedule)),
                now));
      }
    }
  }

  private static void setTimer(UnitOfWork unit, Schedule schedule, Instant due) {
    if (schedule.enabled()) {
      unit.add(new QueueChange.SetTimer(item(schedule), ScheduleItems.TIMER, due));
    }
  }

  private static Item item(Schedule schedule) {
    return ScheduleItems.of(schedule.tenant(), schedule.id());
  }

  private void start(UnitOfWork unit, Schedule schedule, DueTimes due, Instant now) {
    UUID run = ids.next();
    unit.add(AdvanceSchedule.to(schedule, now));
    if (due.missed() > 0) {
      tell(unit, schedule, due, now, Optional.of(run), MissedTime.Reason.STANDSTILL);
    } else if (Duration.between(due.latest(), now).compareTo(LATE) > 0) {
      tell(unit, schedule, due, now, Optional.of(run), MissedTime.Reason.LATE);
    }
    unit.add(start(schedule, run, due, Optional.empty(), now));
  }

  private Change start(
      Schedule schedule, UUID run, DueTimes due, Optional<Item> hears, Instant now) {
    return runs.start(
        new StartRequest(
            schedule.tenant(),
            run,
            schedule.target(),
            Scheduled.ORIGIN,
            Link.run(run),
            Optional.empty(),
            ExactJson.mapper().createObjectNode(),
            context(schedule, due),
            now,
            hears));
  }

  private static JsonNode context(Schedule schedule, DueTimes due) {
    ObjectNode context = ExactJson.mapper().createObjectNode();
    if (schedule.target().context() instanceof ObjectNode given) {
      context.setAll(given);
    }
    context
        .putObject("schedule")
        .put("id", schedule.id().toString())
        .put("name", schedule.name())
        .put("zone", schedule.timing().zone().getId());
    context
        .putObject("window")
        .put("from", due.from().toString())
        .put("to", due.latest().toString());
    return context;
  }

  /** Deals with a time by telling that it is missed. */
  private void giveUp(UnitOfWork unit, Schedule schedule, DueTimes due, Instant now) {
    unit.add(AdvanceSchedule.to(schedule, now));
    tell(unit, schedule, due, now, Optional.empty(), MissedTime.Reason.START_FAILED);
  }

  private void tell(
      UnitOfWork unit,
      Schedule schedule,
      DueTimes due,
      Instant now,
      Optional<UUID> run,
      MissedTime.Reason reason) {
    int missed =
        switch (reason) {
          case STANDSTILL -> due.missed();
          case LATE -> 0;
          case START_FAILED -> due.missed() + 1;
        };
    Instant first = due.firstMissed().orElse(due.latest());
    Duration late = Duration.between(due.latest(), now);
    AppendSignal told = signal(schedule, due, now, run, reason, missed, first, late);
    unit.add(told);
    MissedTime time =
        new MissedTime(
            schedule.tenant(),
            schedule.id(),
            schedule.name(),
            schedule.target().workflow(),
            schedule.timing().zone(),
            schedule.target().installation(),
            first,
            due.latest(),
            missed,
            late,
            run,
            reason,
            told.signal().id());
    missedTimes.forEach(listener -> unit.addAll(listener.changes(time)));
  }

  private AppendSignal signal(
      Schedule schedule,
      DueTimes due,
      Instant now,
      Optional<UUID> run,
      MissedTime.Reason reason,
      int missed,
      Instant first,
      Duration late) {
    ObjectNode data =
        ExactJson.mapper()
            .createObjectNode()
            .put("schedule", schedule.id().toString())
            .put("name", schedule.name())
            .put("workflow", schedule.target().workflow())
            .put("missed", missed)
            .put("first", first.toString())
            .put("run", due.latest().toString())
            .put("late_seconds", late.toSeconds())
            .put("reason", reason.text());
    String id = schedule.id() + ":missed:" + due.latest().getEpochSecond();
    return run.map(Link::run)
        .map(begun ->
            signals.fact(
                schedule.tenant(),
                Fact.of("schedule.missed", id, Actor.PLATFORM, begun, data)
                    .about(schedule.name())
                    .at(now)))
        .orElseGet(() ->
            signals.first(
                schedule.tenant(),
                new SignalType("schedule.missed"),
                id,
                Actor.PLATFORM,
                data,
                fact -> fact.about(schedule.name()).at(now)));
  }

  private static void await(UUID key, UnitOfWork unit, NodeWork node) throws LeaseLostException {
    try {
      node.submit(key, unit).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case LeaseLostException lost -> throw lost;
        case RuntimeException refused -> throw refused;
        case null, default -> throw e;
      }
    }
  }
}
