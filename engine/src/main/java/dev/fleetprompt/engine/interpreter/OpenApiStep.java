package dev.fleetprompt.engine.interpreter;

import dev.fleetprompt.engine.workflow.Operation;
import dev.fleetprompt.engine.workflow.Operation.Parameter;
import dev.fleetprompt.engine.workflow.Task;
import dev.fleetprompt.engine.workflow.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns an operation and its parameters into a call of {@code http}. */
final class OpenApiStep {

  private OpenApiStep() {}

  static Move begin(Task.OpenApi task, Frame.OfTask frame, View view, Machine machine) {
    String pointer = task.head().pointer();
    Evaluator evaluator = machine.evaluator();
    return new Move.Park(
        new Waiting.ForCall(
            frame,
            new Command.Call(
                machine.nextCall(pointer),
                pointer,
                "http",
                Evaluator.storable(arguments(task, frame, view, evaluator), view),
                Evaluator.storable(
                    evaluator.fill(task.head().metadata(), frame.input(), view), view),
                frame.scope().attempt(),
                null)));
  }

  private static ObjectNode arguments(
      Task.OpenApi task, Frame.OfTask frame, View view, Evaluator evaluator) {
    Operation operation = task.operation();
    String uri = operation.uri();
    List<String> query = new ArrayList<>();
    List<String> cookies = new ArrayList<>();
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    for (Parameter parameter : operation.parameters()) {
      JsonNode value = value(task, parameter, frame, view, evaluator);
      if (value == null) {
        continue;
      }
      String name = parameter.name();
      switch (parameter.in()) {
        case PATH ->
            uri =
                uri.replace(
                    "{" + name + "}", joined(HttpArguments::encode, parameter, value, view));
        case QUERY -> query.add(query(parameter, value, view));
        case HEADER -> headers.put(name, joined(text -> text, parameter, value, view));
        case COOKIE ->
            cookies.add(name + "=" + joined(HttpArguments::encode, parameter, value, view));
        case BODY -> arguments.set("body", value);
      }
    }
    if (!cookies.isEmpty()) {
      headers.put("Cookie", String.join("; ", cookies));
    }
    ObjectNode endpoint = arguments.putObject("endpoint");
    endpoint.put("uri", query.isEmpty() ? uri : uri + "?" + String.join("&", query));
    if (task.authentication() != null) {
      endpoint.set("authentication", evaluator.fill(task.authentication(), frame.input(), view));
    }
    if (!headers.isEmpty()) {
      arguments.set("headers", headers);
    }
    if (task.redirect()) {
      arguments.put("redirect", true);
    }
    return arguments.put("method", operation.method()).put("output", task.output());
  }

  private static @Nullable JsonNode value(
      Task.OpenApi task, Parameter parameter, Frame.OfTask frame, View view, Evaluator evaluator) {
    Template template = task.parameters().get(parameter.name());
    JsonNode value = template == null ? null : evaluator.fill(template, frame.input(), view);
    if (value != null && !value.isNull()) {
      return value;
    }
    if (parameter.required()) {
      throw Evaluator.failed(
          "The operation needs the parameter '" + parameter.name() + "', which is null.", view);
    }
    return null;
  }

  private static String query(Parameter parameter, JsonNode value, View view) {
    String name = HttpArguments.encode(parameter.name());
    if (parameter.repeated() && value.isArray()) {
      return value
          .valueStream()
          .map(item -> name + "=" + HttpArguments.encode(text(item, parameter, view)))
          .collect(Collectors.joining("&"));
    }
    return name + "=" + joined(HttpArguments::encode, parameter, value, view);
  }

  private interface Encoding {
    String of(String text);
  }

  /** The value's text; the items of an array are joined by commas. */
  private static String joined(Encoding encoding, Parameter parameter, JsonNode value, View view) {
    return value.isArray()
        ? value
            .valueStream()
            .map(item -> encoding.of(text(item, parameter, view)))
            .collect(Collectors.joining(","))
        : encoding.of(text(value, parameter, view));
  }

  private static String text(JsonNode value, Parameter parameter, View view) {
    return Objects.requireNonNullElseGet(
        HttpArguments.text(value),
        () -> {
          throw Evaluator.failed(
              "The parameter '" + parameter.name() + "' is no text, number or boolean.", view);
        });
  }
}
