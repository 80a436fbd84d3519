package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.Limits;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.SimulatedQueue;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalTestKit;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.waits.LookBack;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A few processes on one database, all of their steps in an order that a seed decides, with faults
 * between any two of them; after some time nothing goes wrong any more, and whatever the faults
 * left behind has to come right without help. What runs is the code of the server, from {@link
 * RunHandler} down to the interpreter; threads, lanes, database and the outside are stand-ins.
 */
final class SimulatedWorld {

  private static final long MOST_TURNS = 30_000;

  /** Nodes look for news that nobody told them of once in a while only. */
  private static final long POLL_MILLIS = 1_000;

  private static final int ACTIONS = 14;
  private static final TenantId TENANT = new TenantId(new UUID(7, 1));
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random;
  private final boolean faulty;
  private final EnumMap<SimulatedFault, Long> counts;
  private final SimulatedAuditor auditor = new SimulatedAuditor();
  private final SimulatedTables tables = new SimulatedTables(auditor);
  private final Interpreter interpreter = new Interpreter(Limits.standard());
  private final List<Definition> definitions;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final List<SimulatedTables.Effect> late = new ArrayList<>();
  private final List<UUID> suspended = new ArrayList<>();
  private final List<Unsaid> unsaid = new ArrayList<>();
  private final SignalEntry signals;
  private final FunctionCatalog functions =
      new FunctionCatalog(
          List.of(new SimulatedFunctions.Sure(), new SimulatedFunctions.Shaky()),
          new RecordSchemas());
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private Instant backAt = Instant.MIN;
  private final long calmFrom;
  private long ids;
  private long steps;

  /** An event that somebody outside will state. */
  private record Unsaid(int run, String part) {}

  SimulatedWorld(
      List<Definition> definitions,
      List<List<String>> parts,
      Random random,
      boolean faulty,
      EnumMap<SimulatedFault, Long> counts) {
    this.definitions = definitions;
    for (int run = 0; run < parts.size(); run++) {
      for (String part : parts.get(run)) {
        unsaid.add(new Unsaid(run, part));
      }
    }
    this.random = random;
    this.faulty = faulty;
    this.counts = counts;
    this.calmFrom = random.nextInt(600);
    this.signals = SignalTestKit.entry(nextId(), this::now);
  }

  Instant now() {
    return now;
  }

  SimulatedTables tables() {
    return tables;
  }

  long steps() {
    return steps;
  }

  private Ids nextId() {
    return () -> new UUID(0x7000L | ids << 16, ++ids);
  }

  /** Lets all runs go to their end; what they came to. */
  Map<UUID, SimulatedAuditor.Result> run() {
    for (int number = 0; number < definitions.size(); number++) {
      tables.write(null, List.of(start(number)), now);
    }
    for (int number = 0; number < (faulty ? 3 : 1); number++) {
      processes.add(process());
    }
    long turns = 0;
    while (!isOver()) {
      if (++turns > MOST_TURNS) {
        throw new SimulatedAuditor.Violation("the runs do not end: " + open());
      }
      now = now.plusMillis(1 + random.nextInt(20));
      step();
    }
    Map<UUID, SimulatedAuditor.Result> results = new LinkedHashMap<>();
    tables.runs.values().forEach(run -> results.put(run.id(), SimulatedAuditor.Result.of(run)));
    return results;
  }

  void audit(Map<UUID, SimulatedAuditor.Result> expected) {
    auditor.ended(tables, expected);
  }

  private List<String> open() {
    return tables.runs.values().stream()
        .filter(run -> !run.status().ended())
        .map(run -> run.id() + " " + run.status() + " " + tables.journals.get(run.id()))
        .toList();
  }

  private boolean isOver() {
    return tables.runs.values().stream().allMatch(run -> run.status().ended())
        && late.isEmpty()
        && unsaid.isEmpty()
        && !tables.news.isBusy()
        && tables.effects.stream().noneMatch(this::endsSometime)
        && tables.queue.leftovers().isEmpty();
  }

  private boolean endsSometime(SimulatedTables.Effect effect) {
    return !effect.type().equals("effect.never");
  }

  private UnitOfWork start(int number) {
    UUID run = new UUID(0x7000L, 1_000 + number);
    return new UnitOfWork(TENANT)
        .add(
            new StartRun(
                run,
                new UUID(0, number),
                "random",
                "1.0.0",
                Optional.empty(),
                "manual",
                Actor.PLATFORM,
                Link.run(run),
                Optional.empty(),
                NODES.objectNode().put("n", number),
                NODES.objectNode(),
                now));
  }

  private SimulatedProcess process() {
    UUID id = new UUID(9, ++ids);
    tables.join(id, now);
    return new SimulatedProcess(id, this, this::handler);
  }

  private RunHandler handler(SimulatedProcess process) {
    return new RunHandler(
        new StoredRuns() {
          @Override
          public List<LoadedRun> load(Collection<Item> items) throws SQLException {
            return SimulatedWorld.this.load(items);
          }

          @Override
          public Definition definition(TenantId tenant, UUID id) {
            return definitions.get((int) id.getLeastSignificantBits());
          }

          @Override
          public SubRuns.Resolution workflow(Execution run, Command.RunWorkflow command) {
            return new SubRuns.Resolution.Missing(
                RunEffects.error(StandardErrors.CONFIGURATION, 404, "there is none here"));
          }

          @Override
          public List<LookBack.Page> lookBack(List<LookBack.Request> requests) {
            return requests.stream().map(SimulatedWorld.this::lookBack).toList();
          }
        },
        interpreter,
        new RunEffects(functions, new Directives(), new EmittedEvents(signals), List.of()),
        new RunFacts(signals, List.of()),
        new FunctionCalls(functions),
        () -> new UUID(8, ++ids),
        process.clock(),
        process,
        SimulatedProcess.CAPACITY);
  }

  /** Directives as runs request them. */
  private final class Directives implements DirectiveCalls {
    @Override
    public boolean knows(String type) {
      return type.startsWith("effect.");
    }

    @Override
    public JournalEntry request(
        Execution run,
        UUID began,
        Command.Call call,
        String type,
        Instant at,
        List<Change> changes) {
      UUID id = new UUID(5, ++ids);
      changes.add(new SimulatedTables.Effect(run.id(), call.id(), id, type, call.arguments()));
      return new JournalEntry.CallStarted(at, call.id(), id.toString());
    }
  }

  private LookBack.Page lookBack(LookBack.Request request) {
    if (tables.away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
    LookBack.Page page =
        tables.news.lookBack(
            request,
            message -> tables.queue.isMarked(request.begun().getFirst().item(), message.id()));
    if (!page.messages().isEmpty()) {
      fired(SimulatedFault.WAIT_AGAINST_ARRIVAL);
    }
    return page;
  }

  /** Somebody outside begins to state an event, or the event is committed or dispatched. */
  private boolean say() {
    if (tables.away) {
      return false;
    }
    return switch (random.nextInt(3)) {
      case 0 -> {
        if (unsaid.isEmpty()) {
          yield false;
        }
        Unsaid next = unsaid.get(random.nextInt(unsaid.size()));
        yield tables.news.draft(next.run(), next.part(), now) && unsaid.remove(next);
      }
      case 1 -> tables.news.commit(random.nextInt(100));
      default -> dispatch();
    };
  }

  private boolean dispatch() {
    boolean again = chance(8);
    Optional<Map.Entry<SimulatedNews.Piece, Set<Item>>> dispatched = tables.news.dispatch(again);
    dispatched.ifPresent(entry -> {
      if (again) {
        fired(SimulatedFault.DUPLICATE_EVENT);
      }
      for (Item item : entry.getValue()) {
        tell(tables.queue.deliver(item, entry.getKey().message()));
      }
    });
    return dispatched.isPresent();
  }

  private List<LoadedRun> load(Collection<Item> items) throws SQLException {
    if (tables.away) {
      throw new SQLException("the database is away");
    }
    return items.stream()
        .filter(item -> tables.runs.containsKey(item.id()))
        .map(this::loaded)
        .toList();
  }

  /** From its snapshot, or whole and compared with it, as it comes. */
  private LoadedRun loaded(Item item) {
    List<JournalCodec.Row> journal =
        List.copyOf(tables.journals.getOrDefault(item.id(), List.of()));
    Optional<Snapshot> snapshot = Optional.ofNullable(tables.snapshots.get(item.id()));
    boolean whole = snapshot.isEmpty() || random.nextBoolean();
    return new LoadedRun(
        tables.run(item.id()),
        snapshot,
        whole,
        whole ? journal : journal.subList(snapshot.orElseThrow().entries(), journal.size()));
  }

  /** A process waits before it tries again: time goes on meanwhile. */
  void pause() {
    pass(Duration.ofSeconds(3));
  }

  /** Until which step something that waits takes. */
  long slowness() {
    if (chance(40)) {
      fired(SimulatedFault.SLOW_TASK);
      return steps + 100 + random.nextInt(400);
    }
    return 0;
  }

  private void pass(Duration time) {
    now = now.plus(time);
    if (tables.away && now.isAfter(backAt)) {
      tables.away = false;
    }
  }

  private void step() {
    pass(Duration.ZERO);
    heartbeats();
    if (chance(40)) {
      disturb();
    }
    int first = random.nextInt(ACTIONS);
    for (int more = 0; more < ACTIONS; more++) {
      if (act((first + more) % ACTIONS)) {
        steps++;
        return;
      }
    }
    skipTime();
  }

  /** Does one thing of a kind; false when there is nothing of that kind to do. */
  private boolean act(int kind) {
    return switch (kind) {
      case 0 -> claim();
      case 1, 2, 3 -> commit();
      case 4 -> perform();
      case 5 -> promote();
      case 6 -> lookForNews();
      case 7 -> reclaim();
      case 8 -> resume();
      case 9 -> say();
      default -> work();
    };
  }

  private void heartbeats() {
    for (SimulatedProcess process : processes) {
      if (isAwake(process) && !tables.away && !tables.heartbeat(process.node(), now)) {
        fence(process);
      }
    }
    processes.removeIf(SimulatedProcess::hasEnded);
    while (processes.size() < (faulty ? 3 : 1)) {
      processes.add(process());
    }
  }

  private void fence(SimulatedProcess process) {
    if (process.lanes.stream().anyMatch(lane -> !lane.isEmpty())) {
      fired(SimulatedFault.FENCED_WRITE);
    }
    process.loseLease();
  }

  private boolean isAwake(SimulatedProcess process) {
    return !process.frozenUntil.isAfter(now) && !process.hasEnded();
  }

  private Optional<SimulatedProcess> someProcess() {
    SimulatedProcess process = processes.get(random.nextInt(processes.size()));
    return isAwake(process) ? Optional.of(process) : Optional.empty();
  }

  private boolean work() {
    List<SimulatedProcess> able =
        processes.stream().filter(one -> isAwake(one) && !ready(one).isEmpty()).toList();
    if (able.isEmpty()) {
      return false;
    }
    SimulatedProcess process = able.get(random.nextInt(able.size()));
    List<SimulatedProcess.Task> ready = ready(process);
    SimulatedProcess.Task task = ready.get(random.nextInt(ready.size()));
    process.tasks.remove(task);
    task.work().run();
    return true;
  }

  private List<SimulatedProcess.Task> ready(SimulatedProcess process) {
    return process.tasks.stream().filter(task -> task.notBefore() <= steps).toList();
  }

  private boolean claim() {
    Optional<SimulatedProcess> some = someProcess();
    if (some.isEmpty() || tables.away || !tables.isAlive(some.get().node())) {
      return false;
    }
    SimulatedProcess process = some.get();
    int room = SimulatedProcess.CAPACITY - process.held.size();
    List<Claimed> claimed =
        tables.queue.claim(process.node(), Math.min(room, 1 + random.nextInt(3)));
    if (claimed.isEmpty()) {
      return false;
    }
    process.claim(claimed);
    return true;
  }

  private boolean commit() {
    Optional<SimulatedProcess> some = someProcess();
    if (some.isEmpty() || tables.away) {
      return false;
    }
    Deque<SimulatedProcess.Pending> lane =
        some.get().lanes.get(random.nextInt(some.get().lanes.size()));
    if (lane.isEmpty()) {
      return false;
    }
    commit(some.get(), lane);
    return true;
  }

  private void commit(SimulatedProcess process, Deque<SimulatedProcess.Pending> lane) {
    if (chance(30)) {
      fired(SimulatedFault.STORE_ERROR_BEFORE_COMMIT);
      return;
    }
    List<SimulatedProcess.Pending> group = new ArrayList<>();
    int most = 1 + random.nextInt(4);
    while (!lane.isEmpty() && group.size() < most) {
      group.add(lane.remove());
    }
    Optional<SimulatedQueue.Outcome> outcome =
        tables.commit(
            process.node(), group.stream().map(SimulatedProcess.Pending::unit).toList(), now);
    if (outcome.isEmpty()) {
      group.reversed().forEach(lane::addFirst);
      fence(process);
      return;
    }
    if (outcome.get().refusedToPark() > 0) {
      fired(SimulatedFault.PARK_AGAINST_WAKE);
    }
    if (chance(60)) {
      fired(SimulatedFault.CRASH_AFTER_COMMIT);
      process.end();
      return;
    }
    if (chance(30)) {
      // The lane looks its marker up and learns that the group was taken.
      fired(SimulatedFault.STORE_ERROR_AFTER_COMMIT);
    }
    outcome.get().done().forEach(item -> auditor.letGo(item, tables));
    tell(outcome.get().news());
    process.held.removeAll(outcome.get().done());
    group.forEach(pending -> pending.done().complete(null));
  }

  private void tell(Map<Item, UUID> news) {
    news.forEach((item, node) -> {
      if (chance(10)) {
        fired(SimulatedFault.LOST_NEWS);
      } else {
        processes.stream()
            .filter(process -> process.node().equals(node) && isAwake(process))
            .forEach(process -> process.handler().news(item, process));
      }
    });
  }

  /** The world outside does what a directive asks for, and its end is told to the run. */
  private boolean perform() {
    if (tables.away) {
      return false;
    }
    if (!late.isEmpty() && random.nextInt(4) == 0) {
      deliver(late.removeFirst());
      return true;
    }
    List<SimulatedTables.Effect> possible =
        tables.effects.stream().filter(this::endsSometime).toList();
    if (possible.isEmpty()) {
      return false;
    }
    SimulatedTables.Effect effect = possible.get(random.nextInt(possible.size()));
    tables.effects.remove(effect);
    auditor.performs(effect);
    deliver(effect);
    if (chance(8)) {
      fired(SimulatedFault.DUPLICATE_MESSAGE);
      late.add(effect);
    }
    return true;
  }

  private void deliver(SimulatedTables.Effect effect) {
    if (tables.run(effect.run()).status().ended()) {
      fired(SimulatedFault.LATE_MESSAGE);
    }
    tell(
        tables.queue.deliver(
            Runs.item(TENANT, effect.run()),
            new Message(RunMessages.directive(effect.id()), outcome(effect), now)));
  }

  private static JsonNode outcome(SimulatedTables.Effect effect) {
    long n = effect.arguments().path("n").asLong();
    if (effect.type().equals("effect.shaky") && n % 3 == 0) {
      return NODES
          .objectNode()
          .put("state", "failed")
          .put("type", effect.type())
          .set("error", NODES.objectNode().put("message", "refused " + n));
    }
    return NODES
        .objectNode()
        .put("state", "completed")
        .set("result", NODES.objectNode().put("n", n + 1));
  }

  private boolean promote() {
    Map<Item, UUID> news = tables.away ? Map.of() : tables.queue.promote(now);
    tell(news);
    return !news.isEmpty();
  }

  private boolean lookForNews() {
    Optional<SimulatedProcess> some = someProcess();
    if (some.isEmpty() || tables.away) {
      return false;
    }
    SimulatedProcess process = some.get();
    List<Item> news =
        tables.queue.dirty(process.node()).stream().filter(process.held::contains).toList();
    if (news.isEmpty() || process.looked.plusMillis(POLL_MILLIS).isAfter(now)) {
      return false;
    }
    process.looked = now;
    news.forEach(item -> process.handler().news(item, process));
    return true;
  }

  private boolean reclaim() {
    return !tables.away
        && processes.stream().anyMatch(one -> isAwake(one) && !tables.isSilent(one.node(), now))
        && !tables.reclaim(now).isEmpty();
  }

  private void disturb() {
    SimulatedProcess process = processes.get(random.nextInt(processes.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        boolean writing = process.lanes.stream().anyMatch(lane -> !lane.isEmpty());
        fired(writing ? SimulatedFault.CRASH_BEFORE_COMMIT : SimulatedFault.CRASH);
        process.end();
      }
      case 2, 7, 8 -> {
        fired(SimulatedFault.FROZEN_NODE);
        process.frozenUntil =
            now.plusMillis(random.nextInt((int) (3 * SimulatedTables.LEASE_MILLIS)));
        skipWhileFrozen(process);
      }
      case 3, 4 -> {
        fired(SimulatedFault.CLOCK_JUMP);
        process.jumpClock(Duration.ofSeconds(random.nextInt(7_200) - 3_600L));
      }
      case 5 -> {
        fired(SimulatedFault.DATABASE_RESTART);
        tables.away = true;
        backAt = now.plusMillis(random.nextInt((int) (2 * SimulatedTables.LEASE_MILLIS)));
      }
      case 6 -> {
        List<UUID> runs = List.copyOf(tables.runs.keySet());
        UUID run = runs.get(random.nextInt(runs.size()));
        if (!tables.away && !tables.run(run).status().ended() && random.nextInt(4) == 0) {
          fired(SimulatedFault.CANCEL);
          auditor.cancels(run);
          deliver(run, RunMessages.CANCEL, RunControl.body(Actor.human("ada"), "enough"));
        }
      }
      case 9 -> {
        List<UUID> runs = List.copyOf(tables.runs.keySet());
        UUID run = runs.get(random.nextInt(runs.size()));
        if (!tables.away && !tables.run(run).status().ended()) {
          fired(SimulatedFault.SUSPEND);
          suspended.add(run);
          control(run, RunControl.Kind.SUSPEND);
        }
      }
      default -> {}
    }
  }

  /** Lets a run go on that was suspended. */
  private boolean resume() {
    if (suspended.isEmpty() || tables.away || random.nextInt(20) > 0) {
      return false;
    }
    control(suspended.removeFirst(), RunControl.Kind.RESUME);
    return true;
  }

  private void control(UUID run, RunControl.Kind kind) {
    RunControl control = RunControl.of(kind, new UUID(3, ++ids), Actor.human("ada"), "");
    QueueChange.Deliver order = control.to(Runs.item(TENANT, run));
    deliver(run, order.messageId(), order.body());
  }

  private void deliver(UUID run, String message, JsonNode body) {
    if (!tables.run(run).status().ended()) {
      tell(tables.queue.deliver(Runs.item(TENANT, run), new Message(message, body, now)));
    }
  }

  /** The others go on for as long as one stands still, in steps that keep their leases. */
  private void skipWhileFrozen(SimulatedProcess frozen) {
    while (frozen.frozenUntil.isAfter(now.plusSeconds(1)) && random.nextInt(4) != 0) {
      pass(Duration.ofSeconds(1));
      heartbeats();
    }
  }

  /** Nothing can be done now: on to when something can. */
  private void skipTime() {
    steps++;
    if (processes.stream().anyMatch(process -> isAwake(process) && !process.isIdle())) {
      return;
    }
    List<Instant> until = new ArrayList<>();
    tables.queue.nextTimer().ifPresent(until::add);
    if (tables.away) {
      until.add(backAt.plusMillis(1));
    }
    processes.stream()
        .filter(process -> !isAwake(process))
        .map(process -> process.frozenUntil)
        .forEach(until::add);
    if (owned()) {
      until.add(now.plusMillis(POLL_MILLIS));
    }
    Instant next = until.stream().min(Comparator.naturalOrder()).orElse(now);
    if (until.isEmpty() && !isOver() && !isBusy()) {
      throw new SimulatedAuditor.Violation("nothing is left to do, and yet " + open());
    }
    if (next.isAfter(now)) {
      Instant soonest = now.plusMillis(SimulatedTables.LEASE_MILLIS / 3);
      boolean othersSleep = processes.stream().anyMatch(process -> !isAwake(process));
      pass(Duration.between(now, othersSleep && next.isAfter(soonest) ? soonest : next));
      processes.stream()
          .filter(process -> !tables.away && isAwake(process))
          .forEach(process -> tables.heartbeat(process.node(), now));
    }
  }

  /** Whether something could go on now, and only chance did not choose it. */
  private boolean isBusy() {
    return !processes.stream().allMatch(SimulatedProcess::isIdle)
        || tables.queue.hasRunnable()
        || tables.queue.hasDirty()
        || !late.isEmpty()
        || !suspended.isEmpty()
        || !unsaid.isEmpty()
        || tables.news.isBusy()
        || tables.effects.stream().anyMatch(this::endsSometime);
  }

  /** Whether dead nodes still own something that will be taken from them. */
  private boolean owned() {
    return tables.runs.values().stream()
        .anyMatch(run -> tables.queue.owner(Runs.item(TENANT, run.id())).isPresent());
  }

  private boolean chance(int oneIn) {
    return faulty && steps < calmFrom && random.nextInt(oneIn) == 0;
  }

  private void fired(SimulatedFault fault) {
    counts.merge(fault, 1L, Long::sum);
  }
}
