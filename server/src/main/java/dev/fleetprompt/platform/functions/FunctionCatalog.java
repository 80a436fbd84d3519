package dev.fleetprompt.platform.functions;

import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.schemas.Problem;
import dev.fleetprompt.platform.schemas.RecordSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All functions of this instance, called with JSON and answering in JSON. */
public final class FunctionCatalog {

  /**
   * What a function may answer at most, so that a run's journal stays readable: 1 MiB and 100
   * levels.
   */
  private static final JsonBounds BOUNDS = new JsonBounds(1024 * 1024, 100);

  private final Map<String, TaskFunction<?, ?>> functions = new HashMap<>();
  private final RecordSchemas schemas;

  /**
   * @throws IllegalArgumentException when two functions have one name
   */
  public FunctionCatalog(List<TaskFunction<?, ?>> functions, RecordSchemas schemas) {
    this.schemas = schemas;
    for (TaskFunction<?, ?> function : functions) {
      if (this.functions.put(function.name().value(), function) != null) {
        throw new IllegalArgumentException("Two functions are called " + function.name());
      }
    }
  }

  public Set<String> names() {
    return Set.copyOf(functions.keySet());
  }

  public Optional<TaskFunction<?, ?>> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /**
   * Calls a function on the calling thread.
   *
   * @throws FunctionFailedException when there is no such function, the arguments do not fit its
   *     input, it fails, or what it answers is too large
   */
  public JsonNode call(String name, JsonNode arguments, CallContext context)
      throws FunctionFailedException {
    TaskFunction<?, ?> function = functions.get(name);
    if (function == null) {
      throw new FunctionFailedException(
          StandardErrors.CONFIGURATION, 400, "There is no function '" + name + "'.");
    }
    return call(function, arguments, context);
  }

  private <I, O> JsonNode call(TaskFunction<I, O> function, JsonNode arguments, CallContext context)
      throws FunctionFailedException {
    List<Problem> problems = schemas.of(function.input()).problems(arguments);
    if (!problems.isEmpty()) {
      throw new FunctionFailedException(
          StandardErrors.VALIDATION,
          400,
          problems.stream()
              .map(Problem::toString)
              .collect(
                  Collectors.joining(
                      "; ", "The arguments do not fit '" + function.name() + "': ", "")));
    }
    I input = ExactJson.value(arguments, function.input());
    JsonNode output = ExactJson.node(function.call(input, context));
    Optional<String> violation = BOUNDS.violation(output);
    if (violation.isPresent()) {
      throw new FunctionFailedException(
          StandardErrors.RUNTIME,
          500,
          "What '" + function.name() + "' answered " + violation.get() + "; ask for less at once.");
    }
    return output;
  }
}
