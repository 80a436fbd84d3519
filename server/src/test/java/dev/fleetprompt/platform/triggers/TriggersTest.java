package dev.fleetprompt.platform.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.commit.Batch;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.ChangeWriter;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.Stage;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.commit.Writers;
import dev.fleetprompt.platform.filters.InvalidFilterException;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.LoneNode;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.RecordedQueue;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.OutsideEvent;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalItems;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.SignalStore;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.SettableClock;
import dev.fleetprompt.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggersTest {

  /** A run that was started, as far as these tests care. */
  private record StartedRun(StartRequest request) implements Change {}

  /** Remembers runs once they are durable; refuses those of the workflow {@code broken}. */
  private static final class RunRecorder implements ChangeWriter<StartedRun> {
    private final List<StartRequest> started = new CopyOnWriteArrayList<>();

    @Override
    public Class<StartedRun> changes() {
      return StartedRun.class;
    }

    @Override
    public Stage stage() {
      return Stage.HISTORY;
    }

    @Override
    public void write(Batch<StartedRun> batch) {
      for (Batch.Entry<StartedRun> entry : batch.entries()) {
        if (entry.change().request().target().workflow().equals("broken")) {
          throw new IllegalStateException("no such definition");
        }
      }
      batch.afterCommit(
          () -> batch.entries().forEach(entry -> started.add(entry.change().request())));
    }
  }

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T07:00:00Z"));
  private final TestDatabase database = TestDatabase.fresh(clock);
  private final SignalTestKit signals = new SignalTestKit(database);
  private final RecordedQueue queue = new RecordedQueue();
  private final RunRecorder runs = new RunRecorder();
  private final List<ChangeWriter<?>> writers = writers();
  private final Commits commits = Commits.asTenants(database.tenants(), new Writers(writers));
  private final LoneNode node = new LoneNode(database, writers);
  private final TenantId tenant = database.organization("acme").id();
  private final Dispatcher dispatcher =
      new Dispatcher(
          new SignalStore(database.engine()),
          new TriggerDelivery(
              new TriggerStore(database.engine()), StartedRun::new, database.ids(), clock),
          TriggersTest::nobodyWaits);
  private final List<MissedTime> missed = new CopyOnWriteArrayList<>();
  private final Scheduler scheduler =
      new Scheduler(
          new ScheduleStore(database.engine()),
          StartedRun::new,
          signals.entry,
          List.of(time -> {
            missed.add(time);
            return List.of();
          }),
          database.ids(),
          clock);

  TriggersTest() {
    database.partitions().ensure();
  }

  private List<ChangeWriter<?>> writers() {
    List<ChangeWriter<?>> all = new ArrayList<>(signals.writers());
    all.addAll(
        List.of(
            new TriggerWriter(),
            new DeliveryWriter(),
            new ScheduleWriter(clock),
            new AdvanceWriter(),
            runs,
            queue));
    return all;
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  @Test
  void aSignalThatPassesTheFilterStartsARunThatKnowsIt() {
    trigger("big", "{\"data.total\": {\"ge\": 100}}", "digest");
    Signal small = order("1", 99);
    Signal large = order("2", 100);
    dispatch(small);
    dispatch(large);
    assertThat(runs.started)
        .singleElement()
        .satisfies(started -> {
          assertThat(started.correlation()).isEqualTo(large.correlation());
          assertThat(started.causation()).hasValue(Link.signal(large.id()));
          assertThat(started.input().path("data").path("total").intValue()).isEqualTo(100);
          assertThat(started.context().path("configuration").isObject()).isTrue();
        });
  }

  @Test
  void aSignalThatIsDispatchedAgainStartsNothingAgain() {
    trigger("all", null, "digest");
    Signal signal = order("1", 1);
    dispatch(signal);
    dispatch(signal);
    assertThat(runs.started).hasSize(1);
  }

  @Test
  void twoDispatchersOfOneSignalStartOneRun() throws Exception {
    trigger("all", null, "digest");
    Signal signal = order("1", 1);
    Thread other = Thread.ofPlatform().start(() -> dispatch(signal));
    dispatch(signal);
    other.join();
    assertThat(runs.started).hasSize(1);
  }

  @Test
  void aTriggerThatFailsNeitherBlocksNorRepeatsTheOthers() {
    trigger("first", null, "digest");
    trigger("second", null, "broken");
    trigger("third", null, "digest");
    Signal signal = order("1", 1);
    dispatch(signal);
    dispatch(signal);
    assertThat(runs.started).hasSize(2);
    assertThat(deliveries()).containsExactlyInAnyOrder("started", "failed", "started");
  }

  @Test
  void aTriggerThatIsOffOrRemovedIsPassedBy() {
    UUID off = trigger("off", null, "digest");
    UUID removed = trigger("removed", null, "digest");
    commit(new TriggerChange.Enable(off, false));
    commit(new TriggerChange.Remove(removed));
    Signal signal = order("1", 1);
    assertThat(queue.woken()).contains(SignalItems.of(signal));
    dispatch(signal);
    assertThat(runs.started).isEmpty();
    commit(new TriggerChange.Remove(off));
    assertThat(queue.woken()).doesNotContain(SignalItems.of(order("2", 1)));
  }

  @Test
  void aFilterThatNamesAnUnknownAttributeIsRefused() {
    assertThatThrownBy(() -> trigger("bad", "{\"colour\": \"red\"}", "digest"))
        .isInstanceOf(InvalidFilterException.class);
  }

  @Test
  void aScheduleStartsARunForTheWindowThatJustEnded() {
    UUID schedule = schedule("0 8 * * *");
    advance(schedule);
    assertThat(runs.started).isEmpty();
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
    clock.set(Instant.parse("2026-11-20T08:00:00.5Z"));
    advance(schedule);
    advance(schedule);
    assertThat(runs.started)
        .singleElement()
        .satisfies(started -> {
          assertThat(started.context().path("window").path("from").asString())
              .isEqualTo("2026-11-19T08:00:00Z");
          assertThat(started.context().path("window").path("to").asString())
              .isEqualTo("2026-11-20T08:00:00Z");
          assertThat(started.context().has("configuration")).isTrue();
        });
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
  }

  @Test
  void afterAStandstillOnlyTheLatestWindowIsRunAndTheMissedOnesAreTold() {
    UUID schedule = schedule("0 8 * * *");
    clock.forward(Duration.ofDays(3).plusHours(2));
    advance(schedule);
    assertThat(runs.started).hasSize(1);
    assertThat(signals.signals.page(tenant, SignalQuery.newest(5).ofFamily("schedule.missed")))
        .singleElement()
        .satisfies(told -> assertThat(told.json().path("missed").intValue()).isEqualTo(3));
    assertThat(missed)
        .singleElement()
        .satisfies(time -> assertThat(time.reason()).isEqualTo(MissedTime.Reason.STANDSTILL));
  }

  @Test
  void aRunThatBeginsNotablyLateIsToldThoughNoneWasMissed() {
    UUID schedule = schedule("0 8 * * *");
    clock.set(Instant.parse("2026-11-20T08:05:00Z"));
    advance(schedule);
    assertThat(missed).as("five minutes are not told of").isEmpty();
    clock.set(Instant.parse("2026-11-21T08:05:01Z"));
    advance(schedule);
    advance(schedule);
    assertThat(runs.started).hasSize(2);
    assertThat(missed)
        .singleElement()
        .satisfies(time -> {
          assertThat(time.reason()).isEqualTo(MissedTime.Reason.LATE);
          assertThat(time.missed()).isZero();
          assertThat(time.late()).isEqualTo(Duration.ofSeconds(301));
          assertThat(time.run()).contains(runs.started.getLast().run());
        });
    assertThat(signals.signals.page(tenant, SignalQuery.newest(5).ofFamily("schedule.missed")))
        .singleElement()
        .satisfies(told -> {
          assertThat(told.id()).isEqualTo(missed.getFirst().signal());
          assertThat(told.correlation()).isEqualTo(missed.getFirst().correlation());
          assertThat(told.json().path("reason").asString()).isEqualTo("late");
          assertThat(told.json().path("late_seconds").intValue()).isEqualTo(301);
        });
  }

  @Test
  void aRunKnowsWhichScheduleBeganIt() {
    UUID schedule = schedule("0 8 * * *");
    clock.set(Instant.parse("2026-11-20T08:00:00Z"));
    advance(schedule);
    assertThat(runs.started)
        .singleElement()
        .satisfies(started -> {
          assertThat(started.context().path("schedule").path("id").asString())
              .isEqualTo(schedule.toString());
          assertThat(started.context().path("schedule").path("name").asString()).isEqualTo("daily");
        });
  }

  @Test
  void aRunThatCannotBeStartedIsGivenUpAndToldAndTheNextTimeIsWaitedFor() {
    UUID schedule = database.ids().next();
    commit(
        new ScheduleChange.Create(
            schedule, "daily", Cron.of("0 8 * * *", ZoneId.of("UTC")), true, target("broken")));
    clock.set(Instant.parse("2026-11-20T08:00:01Z"));
    advance(schedule);
    advance(schedule);
    assertThat(runs.started).isEmpty();
    assertThat(missed)
        .singleElement()
        .satisfies(time -> {
          assertThat(time.reason()).isEqualTo(MissedTime.Reason.START_FAILED);
          assertThat(time.missed()).isEqualTo(1);
          assertThat(time.until()).isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        });
    assertThat(signals.signals.page(tenant, SignalQuery.newest(5).ofFamily("schedule.missed")))
        .singleElement()
        .satisfies(
            told -> assertThat(told.json().path("reason").asString()).isEqualTo("start_failed"));
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
  }

  @Test
  void aScheduleThatIsOffStartsNothingAndMakesUpForNothing() {
    UUID schedule = schedule("0 8 * * *");
    commit(new ScheduleChange.Enable(schedule, false));
    clock.forward(Duration.ofDays(2));
    advance(schedule);
    commit(new ScheduleChange.Enable(schedule, true));
    advance(schedule);
    assertThat(runs.started).isEmpty();
    clock.forward(Duration.ofDays(1));
    advance(schedule);
    assertThat(runs.started).hasSize(1);
  }

  @Test
  void anIntervalIsCountedFromTheEpoch() {
    UUID schedule = schedule(new Interval(Duration.ofMinutes(15)));
    clock.set(Instant.parse("2026-11-20T07:07:00Z"));
    advance(schedule);
    assertThat(runs.started).isEmpty();
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-20T07:15:00Z"));
    clock.set(Instant.parse("2026-11-20T07:15:00Z"));
    advance(schedule);
    advance(schedule);
    assertThat(runs.started).hasSize(1);
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-20T07:30:00Z"));
    assertThat(missed).isEmpty();
  }

  @Test
  void aPauseIsCountedFromTheEndOfTheRunBefore() {
    UUID schedule = schedule(new Timing.Pause(Duration.ofHours(1)));
    advance(schedule);
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
    clock.set(Instant.parse("2026-11-20T08:00:00Z"));
    advance(schedule);
    clock.set(Instant.parse("2026-11-20T12:00:00Z"));
    advance(schedule);
    StartRequest first = runs.started.getFirst();
    assertThat(runs.started).as("one at a time").hasSize(1);
    assertThat(first.hears()).contains(ScheduleItems.of(tenant, schedule));

    ended(schedule, first.run());
    assertThat(timers()).last().isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
    ended(schedule, first.run());
    clock.set(Instant.parse("2026-11-20T13:00:00Z"));
    advance(schedule);
    assertThat(runs.started).hasSize(2);
  }

  @Test
  void aPauseThatIsSwitchedOffStillHearsOfTheEnd() {
    UUID schedule = schedule(new Timing.Pause(Duration.ofHours(1)));
    clock.set(Instant.parse("2026-11-20T08:00:00Z"));
    advance(schedule);
    commit(new ScheduleChange.Enable(schedule, false));
    ended(schedule, runs.started.getFirst().run());
    clock.set(Instant.parse("2026-11-20T12:00:00Z"));
    advance(schedule);
    assertThat(runs.started).hasSize(1);

    commit(new ScheduleChange.Enable(schedule, true));
    advance(schedule);
    clock.set(Instant.parse("2026-11-20T13:00:00Z"));
    advance(schedule);
    assertThat(runs.started).hasSize(2);
  }

  @Test
  void aRemovedScheduleIsFinished() {
    UUID schedule = schedule("0 8 * * *");
    commit(new ScheduleChange.Remove(schedule));
    advance(schedule);
    assertThat(queue.all(QueueChange.Finish.class))
        .contains(new QueueChange.Finish(ScheduleItems.of(tenant, schedule)));
  }

  private UUID schedule(Timing timing) {
    UUID id = database.ids().next();
    commit(new ScheduleChange.Create(id, "defined", timing, true, target("digest")));
    return id;
  }

  private void ended(UUID schedule, UUID run) {
    Item item = ScheduleItems.of(tenant, schedule);
    Message told = new Message("run:" + run, ExactJson.read("{}"), clock.instant());
    scheduler.work(item, List.of(told), node);
  }

  private UUID trigger(
      String name, @org.jspecify.annotations.Nullable String filter, String workflow) {
    UUID id = database.ids().next();
    commit(
        new TriggerChange.Create(
            id,
            name,
            new SignalType("shop.order.placed"),
            Optional.ofNullable(filter).map(ExactJson::read),
            target(workflow)));
    return id;
  }

  private UUID schedule(String cron) {
    UUID id = database.ids().next();
    commit(
        new ScheduleChange.Create(
            id, "daily", Cron.of(cron, ZoneId.of("UTC")), true, target("digest")));
    return id;
  }

  private Target target(String workflow) {
    return new Target(
        database.ids().next(),
        workflow,
        "1.0.0",
        Optional.empty(),
        ExactJson.read("{\"configuration\": {}}"));
  }

  private Signal order(String id, int total) {
    AppendSignal append =
        signals.entry.outside(
            tenant,
            new OutsideEvent(
                "urn:shop",
                id,
                "shop.order.placed",
                Optional.empty(),
                Optional.empty(),
                new Signal.Payload.Json(
                    ExactJson.read("{\"total\": " + total + "}"), Optional.empty()),
                Map.of()),
            Actor.integration("test"));
    commits.commit(new UnitOfWork(tenant).add(append));
    return append.signal();
  }

  private void commit(Change change) {
    commits.commit(new UnitOfWork(tenant).add(change));
  }

  private void dispatch(Signal signal) {
    dispatcher.work(List.of(SignalItems.of(signal)), node);
  }

  private static void nobodyWaits(TenantId tenant, List<Signal> signals, NodeWork node) {
    signals.forEach(signal ->
        node.submit(
                signal.id(),
                new UnitOfWork(tenant).add(new QueueChange.Finish(SignalItems.of(signal))))
            .join());
  }

  private void advance(UUID schedule) {
    Item item = ScheduleItems.of(tenant, schedule);
    scheduler.work(item, List.of(), node);
  }

  private List<Instant> timers() {
    return queue.all(QueueChange.SetTimer.class).stream().map(QueueChange.SetTimer::due).toList();
  }

  private List<String> deliveries() {
    return database
        .engine()
        .sql()
        .sql("select status from fleet.trigger_delivery")
        .query((row, number) -> row.getString("status"))
        .list();
  }
}
