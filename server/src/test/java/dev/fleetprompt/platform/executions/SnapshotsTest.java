package dev.fleetprompt.platform.executions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.JournalCodec;
import dev.fleetprompt.engine.interpreter.JournalEntry;
import dev.fleetprompt.engine.interpreter.Limits;
import dev.fleetprompt.engine.interpreter.RunState;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.Await;
import dev.fleetprompt.testing.TestPlatform;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.JsonNodeFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotsTest {

  private static final String LOOP =
      """
      document: {dsl: '1.0.3', namespace: test, name: test, version: '1.0.0'}
      do:
      - each:
          for: {each: n, in: '${ [range(10000)] }'}
          do:
            - pause: {wait: {milliseconds: 1}}
      """;

  private static final String PAUSE =
      "- one: {call: test.increment, with: {value: 1}}\n- pause: {wait: {hours: 1}}\n";

  private TestPlatform platform;
  private TenantId tenant;
  private RunTestKit kit;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(TestCapabilities.class);
    tenant = platform.organization("acme");
    kit = new RunTestKit(platform, tenant);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aParkedRunIsStoredAsItStands() throws SQLException {
    UUID run = kit.begin(PAUSE, "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);

    LoadedRun loaded = load(run);

    assertThat(loaded.snapshot().orElseThrow().entries()).isEqualTo(2);
    assertThat(loaded.snapshot().orElseThrow().version()).isEqualTo(Interpreter.SNAPSHOT_VERSION);
    assertThat(loaded.journal()).as("what is after").isEmpty();
  }

  @Test
  void aRunThatNeverParksStoresNothing() {
    Execution ended =
        kit.run(
            "- one: {call: test.increment, with: {value: 1}}\n- two: {call: test.increment, with: {value: 2}}\n",
            "{}");

    assertThat(snapshots(ended.id())).isZero();
  }

  @Test
  void aLongRunIsStoredEveryTwoHundredEntries() {
    UUID run =
        kit.begin(
            """
            - each:
                for: {each: n, in: '${ [range(450)] }'}
                do:
                  - add: {call: test.increment, with: {value: '${ $n }'}}
            """,
            "{}");
    platform.ended(tenant, run);

    assertThat(seq(run)).isBetween(400, 450);
  }

  @Test
  void aLoopOfTenThousandGoesOnAtItemNineThousandWithAFewEntriesRead() throws Exception {
    UUID run = atItem(9_000);
    LoadedRun loaded = load(run);
    assertThat(loaded.snapshot()).isPresent();
    assertThat(loaded.journal()).hasSizeLessThanOrEqualTo(RunFold.MOST_ENTRIES);

    String timer = awaitedTimer(run);
    long begun = System.nanoTime();
    fire(run, timer);
    Await.until("item 9,001 is done", () -> entries(run) > 9_001);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    System.out.printf(
        "A loop of 10,000 at item 9,000: %d entries read of 9,001, next item done after %d ms%n",
        loaded.journal().size(), took.toMillis());
    platform.get(Executions.class).cancel(tenant, run, Actor.human("ada"), "seen enough");
    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  void aRunOfAnOlderVersionIsComparedAndGoesOn() {
    UUID run = kit.begin(PAUSE, "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    set("update fleet.snapshot set version = 0 where execution_id = ?", run);

    fire(run);

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  void aRunOfAnOlderVersionThatParksAgainIsStoredInTheNewOne() {
    UUID run = kit.begin(PAUSE + "- again: {wait: {hours: 1}}\n", "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    set("update fleet.snapshot set version = 0 where execution_id = ?", run);

    fire(run);

    Await.until("it parked again", () -> seq(run) == 3);
    assertThat(version(run)).isEqualTo(Interpreter.SNAPSHOT_VERSION);
  }

  @Test
  void aRunThatTheNewVersionWouldTakeElsewhereIsStoppedWithTheDifference() {
    UUID run = kit.begin(PAUSE, "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    set(
        """
        update fleet.snapshot set version = 0, hash = 'other', state = replace(state, '/do/1/pause', '/do/1/paused')
        where execution_id = ?
        """,
        run);

    fire(run);

    Execution ended = platform.ended(tenant, run);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(ended.error().orElseThrow().detail())
        .contains("After 2 entries", "/do/1/paused", "stopped instead of taking another way");
    assertThat(kit.journal(run)).hasSize(2);
  }

  @Test
  void aRunWhoseJournalWouldGrowWithoutBoundIsStoppedWithAWayOut() {
    UUID run = kit.begin(PAUSE + "- again: {wait: {hours: 1}}\n", "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    set(
        "update fleet.snapshot set journal_bytes = ? where execution_id = ?",
        RunFold.MOST_JOURNAL - 1,
        run);

    fire(run);

    Execution ended = platform.ended(tenant, run);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAULTED);
    assertThat(ended.error().orElseThrow().detail()).contains("64", "call: continue");
  }

  @Test
  void aDamagedSnapshotStopsTheRun() {
    UUID run = kit.begin(PAUSE, "{}");
    kit.awaitAtRest(run, ExecutionStatus.WAITING);
    set(
        "update fleet.snapshot set hash = 'other', state = replace(state, 'pause', 'paused') where execution_id = ?",
        run);

    fire(run);

    assertThat(platform.ended(tenant, run).status()).isEqualTo(ExecutionStatus.FAULTED);
  }

  private LoadedRun load(UUID run) throws SQLException {
    return new RunLoader(
            platform.database().engine(),
            platform.get(dev.fleetprompt.platform.waits.LookBack.class),
            0)
        .load(List.of(Runs.item(tenant, run)))
        .getFirst();
  }

  /** Lets the run's timer come due. */
  private void fire(UUID run) {
    fire(
        run,
        platform
            .database()
            .engine()
            .sql()
            .sql("select name from fleet.timer where item_id = ?")
            .param(run)
            .query(String.class)
            .single());
  }

  private void fire(UUID run, String timer) {
    platform.commit(
        new UnitOfWork(tenant)
            .add(
                new QueueChange.Deliver(
                    Runs.item(tenant, run),
                    "timer:" + timer,
                    JsonNodeFactory.instance.stringNode("now"))));
  }

  /** A run as a node left it that was killed at an item of its loop. */
  private UUID atItem(int item) throws Exception {
    UUID definition = platform.database().ids().next();
    UUID run = platform.database().ids().next();
    platform.commit(
        new UnitOfWork(tenant)
            .add(
                new StoreDefinition(
                    definition,
                    "test",
                    "test",
                    "1.0.0",
                    LOOP,
                    Optional.empty(),
                    Optional.empty())));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    set(
        """
        insert into fleet.execution
          (tenant_id, id, definition_id, workflow, workflow_version, status, origin, requester_kind,
           requester_id, correlation, input, context, created_at, started_at)
        values (?, ?, ?, 'test', '1.0.0', 'waiting', 'manual', 'human', 'ada', ?, '{}', '{}', ?, ?)
        """,
        tenant.value(),
        run,
        definition,
        "run:" + run,
        now.atOffset(ZoneOffset.UTC),
        now.atOffset(ZoneOffset.UTC));
    Interpreter interpreter = new Interpreter(Limits.standard());
    Definition loop = Definition.parse(LOOP, "loop");
    JournalEntry.RunStarted started =
        new JournalEntry.RunStarted(
            now, run, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());
    List<JournalCodec.Row> rows = new ArrayList<>(List.of(JournalCodec.encode(started)));
    RunState state = interpreter.begin(loop, started);
    while (rows.size() <= item) {
      Command.StartTimer timer =
          (Command.StartTimer) interpreter.decide(loop, state).outstanding().getFirst();
      JournalEntry fired = new JournalEntry.TimerFired(timer.due(), timer.id());
      state = interpreter.apply(loop, state, fired);
      rows.add(JournalCodec.encode(fired));
      if (rows.size() == item - 150) {
        set(
            "insert into fleet.snapshot (tenant_id, execution_id, seq, version, hash, state, journal_bytes) values (?, ?, ?, ?, ?, ?, 0)",
            tenant.value(),
            run,
            rows.size(),
            Interpreter.SNAPSHOT_VERSION,
            state.hash(),
            ExactJson.write(interpreter.snapshot(state)));
      }
    }
    set(
        """
        insert into fleet.journal (tenant_id, execution_id, seq, kind, task, data, at)
        select ?, ?, n - 1, kind, task, data, at::timestamptz
          from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality as r (kind, task, data, at, n)
        """,
        tenant.value(),
        run,
        rows.stream().map(JournalCodec.Row::kind).toArray(String[]::new),
        rows.stream().map(JournalCodec.Row::task).toArray(String[]::new),
        rows.stream().map(JournalCodec.Row::data).toArray(String[]::new),
        rows.stream().map(row -> row.at().toString()).toArray(String[]::new));
    return run;
  }

  private String awaitedTimer(UUID run) throws Exception {
    LoadedRun loaded = load(run);
    RunState state =
        new Interpreter(Limits.standard())
            .restore(
                Definition.parse(LOOP, "loop"),
                ExactJson.read(loaded.snapshot().orElseThrow().state()));
    for (JournalCodec.Row row : loaded.journal()) {
      state =
          new Interpreter(Limits.standard())
              .apply(Definition.parse(LOOP, "loop"), state, JournalCodec.decode(row));
    }
    return ((Command.StartTimer)
            new Interpreter(Limits.standard())
                .decide(Definition.parse(LOOP, "loop"), state)
                .outstanding()
                .getFirst())
        .id()
        .value();
  }

  private void set(String sql, Object... values) {
    assertThat(platform.database().engine().sql().sql(sql).params(values).update()).isPositive();
  }

  private long snapshots(UUID run) {
    return number("select count(*) from fleet.snapshot where execution_id = ?", run);
  }

  private int seq(UUID run) {
    return (int)
        number("select coalesce(max(seq), 0) from fleet.snapshot where execution_id = ?", run);
  }

  private int version(UUID run) {
    return (int) number("select version from fleet.snapshot where execution_id = ?", run);
  }

  private long entries(UUID run) {
    return number("select count(*) from fleet.journal where execution_id = ?", run);
  }

  private long number(String sql, UUID run) {
    return platform.database().engine().sql().sql(sql).param(run).query(Long.class).single();
  }
}
