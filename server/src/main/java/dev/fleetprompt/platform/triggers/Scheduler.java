package dev.fleetprompt.platform.triggers;

import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.UnitRefusedException;
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
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
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
 * time.
 */
class Scheduler implements ItemHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final int CAPACITY = 200;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 3;

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
    if (schedule.enabled()) {
      Instant now = clock.instant();
      DueTimes.of(schedule.cron(), schedule.handledUntil(), now)
          .ifPresent(due -> {
            if (givingUp) {
              giveUp(unit, schedule, due, now);
            } else {
              start(unit, schedule, due, now);
            }
          });
      schedule
          .cron()
          .next(now)
          .ifPresent(next -> unit.add(new QueueChange.SetTimer(item, ScheduleItems.TIMER, next)));
    } else {
      unit.add(new QueueChange.CancelTimer(item, ScheduleItems.TIMER));
    }
    news.forEach(message -> unit.add(new QueueChange.Consume(item, message.id())));
    QueueChange.Park park = new QueueChange.Park(item);
    await(item.id(), unit.add(park), node);
    return park.parked();
  }

  private void start(UnitOfWork unit, Schedule schedule, DueTimes due, Instant now) {
    UUID run = ids.next();
    unit.add(new AdvanceSchedule(schedule.id(), schedule.handledUntil(), now));
    if (due.missed() > 0) {
      tell(
          unit,
          new MissedTime(
              schedule.tenant(),
              schedule.id(),
              schedule.name(),
              schedule.target().workflow(),
              schedule.cron().zone(),
              due.firstMissed().orElse(due.latest()),
              due.latest(),
              due.missed(),
              MissedTime.Reason.STANDSTILL,
              Link.run(run)),
          now);
    }
    unit.add(
        runs.start(
            new StartRequest(
                schedule.tenant(),
                run,
                schedule.target(),
                "schedule",
                Link.run(run),
                Optional.empty(),
                ExactJson.mapper().createObjectNode(),
                context(schedule, due),
                now)));
  }

  private static JsonNode context(Schedule schedule, DueTimes due) {
    ObjectNode context = ExactJson.mapper().createObjectNode();
    if (schedule.target().context() instanceof ObjectNode given) {
      context.setAll(given);
    }
    context
        .putObject("window")
        .put("from", due.from().toString())
        .put("to", due.latest().toString());
    return context;
  }

  /** Deals with a time by telling that it is missed. */
  private void giveUp(UnitOfWork unit, Schedule schedule, DueTimes due, Instant now) {
    unit.add(new AdvanceSchedule(schedule.id(), schedule.handledUntil(), now));
    tell(
        unit,
        new MissedTime(
            schedule.tenant(),
            schedule.id(),
            schedule.name(),
            schedule.target().workflow(),
            schedule.cron().zone(),
            due.firstMissed().orElse(due.latest()),
            due.latest(),
            due.missed() + 1,
            MissedTime.Reason.START_FAILED,
            Link.run(ids.next())),
        now);
  }

  private void tell(UnitOfWork unit, MissedTime time, Instant now) {
    ObjectNode data =
        ExactJson.mapper()
            .createObjectNode()
            .put("schedule", time.schedule().toString())
            .put("name", time.name())
            .put("workflow", time.workflow())
            .put("missed", time.missed())
            .put("first", time.first().toString())
            .put("run", time.until().toString())
            .put("reason", time.reason().text());
    unit.add(
        signals.fact(
            time.tenant(),
            Fact.of(
                    "schedule.missed",
                    time.schedule() + ":missed:" + time.until().getEpochSecond(),
                    Actor.PLATFORM,
                    time.correlation(),
                    data)
                .about(time.name())
                .at(now)));
    missedTimes.forEach(listener -> unit.addAll(listener.changes(time)));
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
