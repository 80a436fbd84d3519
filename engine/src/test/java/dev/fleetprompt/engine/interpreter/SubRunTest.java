package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.workflow.WorkflowReference;
import org.junit.jupiter.api.Test;

class SubRunTest {

  private static TestRun run(String more) {
    return TestRun.of(
        """
        do:
          - child:
              run:
                workflow: { namespace: shop, name: ship, version: latest, input: { order: '${ .id }' } }
        """
            + more,
        "{id: 17}");
  }

  private static Command.RunWorkflow child(TestRun run) {
    return (Command.RunWorkflow) run.outstanding().getFirst();
  }

  @Test
  void anotherWorkflowsOutputIsTheTasks() {
    TestRun run = run("");
    CallId id = new CallId("/do/0/child#1");
    assertThat(child(run))
        .isEqualTo(
            new Command.RunWorkflow(
                id,
                "/do/0/child",
                "shop",
                "ship",
                "latest",
                TestRun.yaml("{order: 17}"),
                true,
                null));
    run.apply(new CallStarted(run.now, id, "run-2"));
    assertThat(child(run).reference()).isEqualTo("run-2");
    run.apply(new CallCompleted(run.now, id, TestRun.yaml("{parcel: 1}")));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{parcel: 1}"));
    assertThat(run.definition.runs())
        .containsExactly(new WorkflowReference("shop", "ship", "latest"));
  }

  @Test
  void aRunThatIsNotAwaitedLeavesTheDataAsItIs() {
    TestRun run = run("        await: false\n");
    assertThat(child(run).await()).isFalse();
    run.apply(new CallCompleted(run.now, child(run).id(), child(run).input()));
    assertThat(run.output()).isEqualTo(TestRun.yaml("{id: 17}"));
  }

  @Test
  void anotherRunsErrorCanBeCaught() {
    TestRun run = run("");
    run.apply(
        new CallFailed(
            run.now,
            child(run).id(),
            new WorkflowError("https://shop.example/none", 409, null, null, null)));
    assertThat(run.error().instance()).isEqualTo("/do/0/child");
  }
}
