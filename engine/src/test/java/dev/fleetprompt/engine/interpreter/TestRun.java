package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallFailed;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventEmitted;
import dev.fleetprompt.engine.interpreter.JournalEntry.EventReceived;
import dev.fleetprompt.engine.interpreter.JournalEntry.RunStarted;
import dev.fleetprompt.engine.interpreter.JournalEntry.TimerFired;
import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.Documents;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Runs a workflow in a test, answering what it asks for at once. */
final class TestRun {

  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Answers calls: gives an output or throws a {@link CallFailure}. */
  interface Answers {
    JsonNode answer(Command.Call call);
  }

  static final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient WorkflowError error;

    CallFailure(WorkflowError error) {
      this.error = error;
    }
  }

  final Definition definition;
  final Interpreter interpreter;
  final List<JournalEntry> journal = new ArrayList<>();
  final List<Command> issued = new ArrayList<>();
  final Deque<JsonNode> events = new ArrayDeque<>();
  Instant now = START;
  RunState state;

  TestRun(Definition definition, Interpreter interpreter, JsonNode input, JsonNode context) {
    this.definition = definition;
    this.interpreter = interpreter;
    RunStarted started = new RunStarted(START, new UUID(1, 2), input, context);
    journal.add(started);
    this.state = interpreter.begin(definition, started);
  }

  static TestRun of(String tasks, String input) {
    return new TestRun(
        workflow(tasks), new Interpreter(Limits.standard()), yaml(input), yaml("{}"));
  }

  /** A definition whose text follows the header. */
  static Definition workflow(String body) {
    return parse(
        """
        document: { dsl: '1.0.3', namespace: test, name: test, version: '1.0.0' }
        """
            + body);
  }

  static Definition parse(String text) {
    return parse(text, Documents.NONE);
  }

  static Definition parse(String text, Documents documents) {
    try {
      return Definition.parse(text, "test.yaml", documents);
    } catch (InvalidDefinitionException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static JsonNode yaml(String text) {
    return CanonicalJson.normalize(YAML.readTree(text));
  }

  List<Command> outstanding() {
    return interpreter.decide(definition, state).outstanding();
  }

  TestRun apply(JournalEntry entry) {
    journal.add(entry);
    state = interpreter.apply(definition, state, entry);
    return this;
  }

  /** Lets an event arrive; its id counts the entries. */
  TestRun event(JsonNode event) {
    now = now.plusMillis(5);
    return apply(new EventReceived(now, "signal-" + journal.size(), event));
  }

  /** An event given by its attributes without braces. */
  TestRun event(String attributes) {
    return event(yaml("{" + attributes + "}"));
  }

  /** The ids of what the run waits for. */
  List<String> waitsFor() {
    return outstanding().stream().map(TestRun::id).toList();
  }

  /** The only call of a function that the run waits for. */
  Command.Call call(String function) {
    return outstanding().stream()
        .filter(Command.Call.class::isInstance)
        .map(Command.Call.class::cast)
        .filter(call -> call.function().equals(function))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no call of " + function + ": " + outstanding()));
  }

  /** Answers the only call of a function. */
  TestRun answer(String function, String output) {
    return apply(new CallCompleted(now, call(function).id(), yaml(output)));
  }

  private static String id(Command command) {
    return switch (command) {
      case Command.Call call -> call.id().value();
      case Command.Emit emit -> emit.id().value();
      case Command.Listen listen -> listen.id().value();
      case Command.RunWorkflow run -> run.id().value();
      case Command.StartTimer timer -> timer.id().value();
    };
  }

  RunEnd end() {
    return state.end().orElseThrow(() -> new AssertionError("the run waits: " + outstanding()));
  }

  JsonNode output() {
    if (end() instanceof RunEnd.Completed(JsonNode output)) {
      return CanonicalJson.normalize(output);
    }
    throw new AssertionError(end().toString());
  }

  WorkflowError error() {
    if (end() instanceof RunEnd.Faulted(WorkflowError error)) {
      return error;
    }
    throw new AssertionError(end().toString());
  }

  /** Answers commands until the run ends; events come first, and timers fire on time. */
  TestRun finish(Answers answers) {
    for (int i = 0; state.end().isEmpty(); i++) {
      if (i > 1_000_000) {
        throw new AssertionError("the run does not end");
      }
      List<Command> outstanding = outstanding();
      if (!events.isEmpty() && outstanding.getFirst() instanceof Command.Listen) {
        event(events.remove());
        continue;
      }
      Command command = next(outstanding);
      issued.add(command);
      apply(answer(command, answers));
    }
    return this;
  }

  /** What is answered next: what needs no time first, then the timer that is due first. */
  private static Command next(List<Command> outstanding) {
    return outstanding.stream()
        .filter(each -> !(each instanceof Command.Listen))
        .min(
            Comparator.comparing(
                each -> each instanceof Command.StartTimer timer ? timer.due() : Instant.MIN))
        .orElse(outstanding.getFirst());
  }

  private JournalEntry answer(Command command, Answers answers) {
    return switch (command) {
      case Command.Call call -> {
        now = now.plusMillis(5);
        try {
          yield new CallCompleted(now, call.id(), answers.answer(call));
        } catch (CallFailure e) {
          yield new CallFailed(now, call.id(), e.error);
        }
      }
      case Command.StartTimer timer -> {
        now = now.isAfter(timer.due()) ? now : timer.due();
        yield new TimerFired(now, timer.id());
      }
      case Command.Emit emit -> new EventEmitted(now, emit.id(), "signal-" + issued.size());
      case Command.RunWorkflow run -> new CallCompleted(now, run.id(), run.input());
      case Command.Listen listen -> throw new AssertionError("nobody sends events for " + listen);
    };
  }
}
