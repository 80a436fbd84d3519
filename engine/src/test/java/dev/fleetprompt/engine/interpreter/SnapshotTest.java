package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.engine.json.CanonicalJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SnapshotTest {

  private static final String EVERYTHING =
      """
      timeout: { after: P1D }
      use: { functions: { own: { do: [ { q: { call: ask, timeout: { after: PT1H } } } ] } } }
      do:
        - keep: { set: { price: 1.50, b: 1, a: 2 }, export: { as: '${ { seen: .price } }' } }
        - both:
            fork:
              branches:
                - call: { for: { in: '[1, 2]' }, do: [ { one: { call: own, with: { n: '${ $item }' }, metadata: { m: 1 } } } ] }
                - late: { wait: PT1M }
                - tell: { emit: { event: { with: { source: 'https://a.example', type: t } } } }
                - child: { run: { workflow: { namespace: a, name: b, version: latest } } }
                - again: { try: [ { x: { call: shaky } } ], catch: { retry: { delay: PT5S, limit: { attempt: { count: 2 } } } } }
                - hear:
                    listen: { to: { any: [ { with: { type: v }, correlate: { r: { from: .r }, o: { from: .o, expect: '${ 1 }' } } } ], until: '(. | length) == 3' } }
                    foreach: { do: [ { count: { call: count } } ] }
                - done: { set: '${ . + { text: (.price | tostring), keys: (to_entries | map(.key)) } }' }
        - after: { set: '${ { all: ., seen: $context } }' }
      """;

  private static RunState restored(TestRun run) {
    String stored = CanonicalJson.write(run.interpreter.snapshot(run.state));
    return run.interpreter.restore(run.definition, CanonicalJson.read(stored));
  }

  /**
   * Goes through a run, replacing its state by its restored snapshot after every entry or never.
   */
  private static TestRun finished(boolean restoring) {
    TestRun run = TestRun.of(EVERYTHING, "{}");
    for (int i = 0; i < 3; i++) {
      run.event("type: v, r: 7, o: 1, data: " + i);
    }
    while (run.state.end().isEmpty()) {
      if (restoring) {
        RunState again = restored(run);
        assertThat(again.hash()).isEqualTo(run.state.hash());
        assertThat(run.interpreter.decide(run.definition, again).outstanding())
            .isEqualTo(run.outstanding());
        run.state = again;
      }
      Command command =
          run.outstanding().stream()
              .filter(each -> !(each instanceof Command.Listen))
              .findFirst()
              .orElseThrow();
      run.now = run.now.plusSeconds(1);
      run.apply(
          switch (command) {
            case Command.Call call when call.function().equals("shaky") && call.attempt() < 3 ->
                new JournalEntry.CallFailed(
                    run.now, call.id(), new WorkflowError("t", 500, null, null, null));
            case Command.Call call ->
                new JournalEntry.CallCompleted(run.now, call.id(), TestRun.yaml("{n: 1.5}"));
            case Command.Emit emit -> new JournalEntry.EventEmitted(run.now, emit.id(), "s");
            case Command.RunWorkflow child when child.reference() == null ->
                new JournalEntry.CallStarted(run.now, child.id(), "r");
            case Command.RunWorkflow child ->
                new JournalEntry.CallCompleted(run.now, child.id(), TestRun.yaml("{c: 1}"));
            case Command.StartTimer timer -> new JournalEntry.TimerFired(timer.due(), timer.id());
            case Command.Listen listen -> throw new AssertionError();
          });
    }
    return run;
  }

  @Test
  void aRunThatIsRestoredAfterEveryEntryDoesTheSame() {
    TestRun restored = finished(true);
    TestRun plain = finished(false);
    assertThat(restored.output()).isEqualTo(plain.output());
    assertThat(restored.state.hash()).isEqualTo(plain.state.hash());
    assertThat(restored.output().at("/all/6"))
        .isEqualTo(TestRun.yaml("{price: 1.5, b: 1, a: 2, text: '1.50', keys: [price, b, a]}"));
    assertThat(restored(restored).end()).isEqualTo(restored.state.end());
  }

  @Test
  void whatOtherBranchesShareIsStoredOnce() {
    TestRun run =
        TestRun.of(
            "do: [ { f: { fork: { branches: [ { a: { call: a } }, { b: { call: b } }, { c: { call: c"
                + " } } ] } } } ]",
            "{text: " + "x".repeat(1_000) + "}");
    assertThat(CanonicalJson.write(run.interpreter.snapshot(run.state)).length()).isLessThan(2_500);
  }

  @Test
  void textsThatAreNotValidUnicodeSurvive() {
    TestRun run =
        TestRun.of(
            "do: [ { a: { set: { t: '${ .s + ([0] | implode) }' } } }, { b: { wait: PT1S } } ]",
            "{s: 'ü'}");
    assertThat(restored(run).hash()).isEqualTo(run.state.hash());
    JsonNode half = JsonNodeFactory.instance.stringNode("a\uD800ü");
    assertThat(ExactText.write(half)).isEqualTo("\"a\\uD800\\u00FC\"");
    assertThat(ExactText.read(ExactText.write(half))).isEqualTo(half);
  }

  @Test
  void aSnapshotThatDoesNotFitIsRefused() {
    TestRun run = TestRun.of("do: [ { a: { call: x } } ]", "{}");
    TestRun other = TestRun.of("do: [ { b: { call: x } } ]", "{}");
    JsonNode snapshot = run.interpreter.snapshot(run.state);
    assertThatThrownBy(() -> run.interpreter.restore(other.definition, snapshot))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/do/0/a");
    ObjectNode newer = ((ObjectNode) snapshot.deepCopy()).put("version", 2);
    assertThatThrownBy(() -> run.interpreter.restore(run.definition, newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2");
    ObjectNode broken = ((ObjectNode) snapshot.deepCopy()).put("clock", "noon");
    assertThatThrownBy(() -> run.interpreter.restore(run.definition, broken))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
