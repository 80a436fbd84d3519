package dev.fleetprompt.engine.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what is particular to each kind of task. */
final class TaskKindReader {

  private final Problems problems;
  private final Expressions expressions;
  private final PartReader parts;
  private final CatchReader catches;
  private final Reusables reusables;
  private final CallReader calls;
  private final TaskReader tasks;
  private final ListenReader listens;
  private final RunReader runs;

  TaskKindReader(
      Problems problems,
      Expressions expressions,
      PartReader parts,
      Reusables reusables,
      CallReader calls,
      TaskReader tasks) {
    this.problems = problems;
    this.expressions = expressions;
    this.parts = parts;
    this.catches = new CatchReader(problems, expressions, parts, reusables);
    this.reusables = reusables;
    this.calls = calls;
    this.tasks = tasks;
    this.listens = new ListenReader(problems, expressions, parts, tasks);
    this.runs = new RunReader(problems, expressions);
  }

  @Nullable Task read(
      TaskKind kind, TaskHead head, JsonNode node, Siblings siblings, Names names, int depth) {
    String pointer = head.pointer();
    String path = Pointers.child(pointer, kind.keyword());
    JsonNode body = node.path(kind.keyword());
    return switch (kind) {
      case CALL -> calls.call(head, body.stringValue(), node, names);
      case DO -> new Task.Do(head, tasks.list(body, path, names, depth + 1));
      case EMIT -> emit(head, body, path, names);
      case FOR -> loop(head, node, names, depth);
      case RAISE -> new Task.Raise(head, raised(body, path, names));
      case SET -> new Task.Set(head, expressions.template(body, path, names));
      case SWITCH -> choice(head, body, path, siblings, names);
      case TRY -> attempt(head, node, names, depth);
      case WAIT -> new Task.Wait(head, parts.span(body, path, names));
      case FORK -> fork(head, body, path, names, depth);
      case LISTEN -> listens.listen(head, node, names, depth);
      case RUN -> runs.run(head, body, names);
    };
  }

  private @Nullable Task emit(TaskHead head, JsonNode body, String pointer, Names names) {
    JsonNode with = body.path("event").path("with");
    String path = Pointers.child(Pointers.child(pointer, "event"), "with");
    String type = with.path("type").stringValue("");
    if (type.isBlank() || Expressions.enclosed(type)) {
      problems.add(
          path,
          "An event needs a literal type.",
          "Add, for example, 'type: com.example.order.paid'; what varies belongs into 'data'.");
      return null;
    }
    return new Task.Emit(head, type, expressions.template(with, path, names));
  }

  private Task loop(TaskHead head, JsonNode node, Names names, int depth) {
    String pointer = head.pointer();
    JsonNode loop = node.path("for");
    String path = Pointers.child(pointer, "for");
    String each = parts.variable(loop, "each", "item", path, names);
    String at = parts.variable(loop, "at", "index", path, names);
    if (each.equals(at)) {
      problems.add(path, "Item and index have the same name '" + at + "'.", "Give them two names.");
    }
    Names inner = names.with(each).with(at);
    return new Task.For(
        head,
        each,
        at,
        expressions.condition(loop.path("in"), Pointers.child(path, "in"), names),
        expressions.optionalCondition(node, "while", pointer, inner),
        tasks.list(node.get("do"), Pointers.child(pointer, "do"), inner, depth + 1));
  }

  private Task fork(TaskHead head, JsonNode body, String pointer, Names names, int depth) {
    return new Task.Fork(
        head,
        tasks.branches(body.get("branches"), Pointers.child(pointer, "branches"), names, depth + 1),
        body.path("compete").booleanValue(false));
  }

  private ErrorTemplate raised(JsonNode body, String pointer, Names names) {
    JsonNode error = body.path("error");
    String path = Pointers.child(pointer, "error");
    if (error.isString()) {
      ErrorTemplate none = new ErrorTemplate(new Template.Constant(error), 500, null, null, null);
      return reusables.find(reusables.errors, "errors", error.stringValue(), path, none);
    }
    return parts.error(error, path, names);
  }

  private Task choice(
      TaskHead head, JsonNode body, String pointer, Siblings siblings, Names names) {
    List<Task.Case> cases = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < body.size(); i++) {
      JsonNode item = body.get(i);
      String path = Pointers.child(pointer, i);
      if (item == null || !item.isObject() || item.size() != 1) {
        problems.add(
            path,
            "A case has exactly one name.",
            "Write it as '- name:' with 'when' and 'then' below it.");
        continue;
      }
      Map.Entry<String, JsonNode> entry = item.properties().iterator().next();
      cases.add(
          oneCase(
              entry.getKey(),
              entry.getValue(),
              Pointers.child(path, entry.getKey()),
              siblings,
              names));
      if (!seen.add(entry.getKey())) {
        problems.add(
            path,
            "There are two cases '" + entry.getKey() + "'.",
            "Give each case a name of its own.");
      }
      if (cases.getLast().condition() == null && i < body.size() - 1) {
        problems.warn(
            path,
            "The case '" + entry.getKey() + "' always matches; those after it never do.",
            "Move it to the end.");
      }
    }
    return new Task.Switch(head, cases);
  }

  private Task.Case oneCase(
      String name, JsonNode node, String pointer, Siblings siblings, Names names) {
    JsonNode then = node.get("then");
    if (then == null) {
      problems.add(
          pointer, "The case '" + name + "' leads nowhere.", "Add 'then' with where to go on.");
    }
    return new Task.Case(
        name,
        expressions.optionalCondition(node, "when", pointer, names),
        then == null ? Flow.CONTINUE : siblings.flow(then, Pointers.child(pointer, "then")));
  }

  private Task attempt(TaskHead head, JsonNode node, Names names, int depth) {
    String pointer = head.pointer();
    JsonNode handler = node.path("catch");
    String path = Pointers.child(pointer, "catch");
    if (!handler.isObject()) {
      problems.add(
          path,
          "A try task needs a 'catch'.",
          "Add one; 'catch: {}' takes every error and goes on with the try's input.");
    }
    String as = parts.variable(handler, "as", "error", path, names);
    Names inner = names.with(as);
    JsonNode then = handler.get("do");
    return new Task.Try(
        head,
        tasks.list(node.get("try"), Pointers.child(pointer, "try"), names, depth + 1),
        new Task.Catch(
            catches.filter(handler, path),
            as,
            expressions.optionalCondition(handler, "when", path, inner),
            expressions.optionalCondition(handler, "exceptWhen", path, inner),
            catches.optionalRetry(handler, path, inner),
            then == null ? null : tasks.list(then, Pointers.child(path, "do"), inner, depth + 1)));
  }
}
