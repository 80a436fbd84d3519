package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.json.CanonicalJson;
import dev.fleetprompt.engine.workflow.EventFilter;
import dev.fleetprompt.engine.workflow.EventStrategy;
import dev.fleetprompt.engine.workflow.Filter;
import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.TaskList;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Waits for events and works on them one after the other. */
final class ListenStep {

  private ListenStep() {}

  static Move begin(Task.Listen task, Frame.OfTask frame, View view, Machine machine) {
    Evaluator evaluator = machine.evaluator();
    JsonNode metadata = evaluator.fill(task.head().metadata(), frame.input(), view);
    Instant since =
        metadata.path("since").stringValue("").equals("start")
            ? machine.facts().startedAt()
            : frame.startedAt();
    return new Move.Park(
        new Waiting.ForEvents(
            frame,
            machine.nextCall(task.head().pointer()),
            since,
            new Consumption(
                task.to(), new EventMatch(evaluator, view).expected(task.to()), Set.of(), false),
            Collected.NONE,
            Backlog.NONE,
            0,
            false));
  }

  /** Offers an event; null when the listen does not want it. */
  static Move.@Nullable Take offer(Waiting.ForEvents listen, JsonNode event, Machine machine) {
    Consumption.Taking taking =
        listen
            .consumption()
            .offer(event, new EventMatch(machine.evaluator(), View.ofTask(listen.frame())));
    return taking == null
        ? null
        : new Move.Take(
            listen.with(taking.next()), taking.item() ? read(task(listen), event) : null);
  }

  private static JsonNode read(Task.Listen task, JsonNode event) {
    JsonNode data = event.path("data");
    return switch (task.read()) {
      case ENVELOPE -> event;
      case DATA -> data.isMissingNode() ? JsonNodeFactory.instance.nullNode() : data;
      case RAW -> {
        JsonNode bytes = event.path("data_base64");
        yield bytes.isString() || data.isString()
            ? (bytes.isString() ? bytes : data)
            : JsonNodeFactory.instance.stringNode(
                data.isMissingNode() ? "" : CanonicalJson.write(data));
      }
    };
  }

  /** An event was taken. */
  static Move take(Move.Take take, Machine machine) {
    Waiting.ForEvents listen = take.listen();
    JsonNode item = take.item();
    if (item == null) {
      return goOn(listen, machine);
    }
    int most = machine.limits().iterations();
    if (listen.begun() + listen.backlog().size() >= most
        || listen.backlog().size() >= machine.limits().backlog()) {
      throw new LimitException(
          "The listen took more than "
              + (listen.backlog().size() >= machine.limits().backlog()
                  ? machine.limits().backlog() + " events while it was busy with another"
                  : most + " events")
              + ". Let it end earlier, or start a run for each event by a trigger.",
          listen.id().task());
    }
    return task(listen).foreach() == null
        ? given(listen.began(listen.backlog()), item, machine)
        : goOn(listen.queued(item), machine);
  }

  /** The tasks for an event ended. */
  static Move worked(Frame.OfItem item, JsonNode value, Machine machine) {
    if (!(machine.waiting(item.listen()) instanceof Waiting.ForEvents listen)) {
      throw new IllegalStateException("the listen of an event is gone");
    }
    Task.Foreach foreach = task(listen).foreach();
    if (foreach == null) {
      throw new IllegalStateException("a listen without foreach works on nothing");
    }
    Evaluator evaluator = machine.evaluator();
    View view = View.ofTask(item.outer()).in(scope(foreach, item));
    JsonNode output = value;
    if (foreach.output() != Filter.NONE) {
      output = evaluator.shape(foreach.output(), value, view.withOutput(value));
      evaluator.check(foreach.output(), output, "The output for an event", view.pointer());
    }
    if (foreach.export() != Filter.NONE) {
      JsonNode export = evaluator.shape(foreach.export(), output, view.withOutput(output));
      evaluator.check(foreach.export(), export, "What an event exports", view.pointer());
      evaluator.export(export);
    }
    return given(listen, output, machine);
  }

  private static Move given(Waiting.ForEvents listen, JsonNode output, Machine machine) {
    Waiting.ForEvents next = listen.gave(output);
    if (task(next).to()
            instanceof
            EventStrategy.Any(
                List<EventFilter> filters,
                EventStrategy.Until.Condition(var expression))
        && machine
            .evaluator()
            .test(expression, next.outputs().toArray(), View.ofTask(next.frame()))) {
      return ended(next, machine);
    }
    return goOn(next, machine);
  }

  /** Works on the next event, ends, or waits for more. */
  private static Move goOn(Waiting.ForEvents listen, Machine machine) {
    if (!listen.busy() && !listen.backlog().isEmpty()) {
      return work(listen, machine);
    }
    if (!listen.busy() && listen.consumption().closed()) {
      return ended(listen, machine);
    }
    machine.put(listen);
    return new Move.Halt();
  }

  private static Move work(Waiting.ForEvents listen, Machine machine) {
    Backlog.Taken next = listen.backlog().take();
    Task.Foreach foreach = task(listen).foreach();
    Frame.OfItem item =
        new Frame.OfItem(listen.frame(), listen.number(), next.value(), listen.begun());
    machine.put(listen.began(next.rest()));
    TaskList tasks = foreach == null ? null : foreach.tasks();
    return foreach == null || tasks == null
        ? new Move.Return(item, next.value())
        : ListStep.begin(tasks, item, next.value(), scope(foreach, item));
  }

  private static Scope scope(Task.Foreach foreach, Frame.OfItem item) {
    return item.outer()
        .scope()
        .with(foreach.item(), item.value())
        .with(foreach.at(), JsonNodeFactory.instance.numberNode(item.index()));
  }

  private static Move ended(Waiting.ForEvents listen, Machine machine) {
    machine.remove(listen.number());
    return new Move.Return(listen.frame(), listen.outputs().toArray());
  }

  private static Task.Listen task(Waiting.ForEvents listen) {
    if (listen.frame().task() instanceof Task.Listen task) {
      return task;
    }
    throw new IllegalStateException("only a listen waits for events");
  }
}
