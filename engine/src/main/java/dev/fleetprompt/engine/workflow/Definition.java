package dev.fleetprompt.engine.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A workflow, read and checked: immutable, safe for use by many threads, and free of whatever this
 * version cannot run.
 */
public final class Definition {

  private final JsonNode document;
  private final Filter input;
  private final Filter output;
  private final @Nullable Span timeout;
  private final @Nullable Schedule schedule;
  private final TaskList tasks;
  private final Map<String, Task> functions;
  private final List<Problem> warnings;
  private final @Nullable String pinned;
  private final List<Task> all;
  private final Map<String, Task> byPointer;

  Definition(
      JsonNode document,
      Filter input,
      Filter output,
      @Nullable Span timeout,
      @Nullable Schedule schedule,
      TaskList tasks,
      Map<String, Task> functions,
      List<Problem> warnings,
      @Nullable String pinned) {
    this.document = document;
    this.input = input;
    this.output = output;
    this.timeout = timeout;
    this.schedule = schedule;
    this.tasks = tasks;
    this.functions = Map.copyOf(functions);
    this.warnings = List.copyOf(warnings);
    this.pinned = pinned;
    this.all =
        TaskWalk.all(Stream.concat(tasks.tasks().stream(), functions.values().stream()).toList());
    this.byPointer =
        all.stream().collect(Collectors.toMap(task -> task.head().pointer(), Function.identity()));
  }

  /**
   * Reads a definition.
   *
   * @param yamlOrJson at most 1 MiB, 1,000 tasks, 32 levels of tasks; no YAML anchors
   * @param file how problems name the text, such as {@code workflows/digest.yaml}
   * @throws InvalidDefinitionException with all that is wrong: syntax, unknown or refused parts,
   *     expressions that do not compile, references to nothing
   */
  public static Definition parse(String yamlOrJson, String file) throws InvalidDefinitionException {
    return parse(yamlOrJson, file, Documents.NONE);
  }

  /**
   * Reads a definition that refers to documents, such as those of {@code call: openapi}.
   *
   * @see #pinned
   */
  public static Definition parse(String yamlOrJson, String file, Documents documents)
      throws InvalidDefinitionException {
    return DefinitionReader.read(yamlOrJson, file, documents);
  }

  /**
   * The definition as a JSON text that holds what it uses of other documents, under {@code
   * document.metadata.pinned}, so that it can be read without them; empty when it uses none.
   */
  public Optional<String> pinned() {
    return Optional.ofNullable(pinned);
  }

  public String namespace() {
    return header("namespace");
  }

  public String name() {
    return header("name");
  }

  public String version() {
    return header("version");
  }

  private String header(String member) {
    return document.path("document").path(member).stringValue("");
  }

  /** The definition as it was written; not to be changed. */
  public JsonNode document() {
    return document;
  }

  public Filter input() {
    return input;
  }

  public Filter output() {
    return output;
  }

  /** How long a run may take. */
  public Optional<Span> timeout() {
    return Optional.ofNullable(timeout);
  }

  public Optional<Schedule> schedule() {
    return Optional.ofNullable(schedule);
  }

  public TaskList tasks() {
    return tasks;
  }

  /** The task that stands for a name under {@code use.functions}. */
  public Optional<Task> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** Any task of the workflow or of its functions, by its JSON pointer. */
  public Optional<Task> task(String pointer) {
    return Optional.ofNullable(byPointer.get(pointer));
  }

  /** The names that tasks call outside the workflow, {@code http} among them; sorted, each once. */
  public List<String> calls() {
    return all.stream().flatMap(this::called).distinct().sorted().toList();
  }

  private Stream<String> called(Task task) {
    return switch (task) {
      case Task.Call call when call.local() && functions.containsKey(call.function()) ->
          Stream.empty();
      case Task.Call call -> Stream.of(call.function());
      case Task.OpenApi call -> Stream.of("http");
      default -> Stream.empty();
    };
  }

  /** The types of events that tasks emit; sorted, each once. */
  public List<String> emits() {
    return all.stream()
        .filter(Task.Emit.class::isInstance)
        .map(task -> ((Task.Emit) task).type())
        .distinct()
        .sorted()
        .toList();
  }

  /** The types of events that tasks listen to; sorted, each once. */
  public List<Subscription> listens() {
    return Subscriptions.of(
        all.stream()
            .filter(Task.Listen.class::isInstance)
            .flatMap(task -> ((Task.Listen) task).to().everyFilter().stream()));
  }

  /** The workflows that tasks run; each once, in the order of the text. */
  public List<WorkflowReference> runs() {
    return all.stream()
        .filter(Task.Run.class::isInstance)
        .map(task -> ((Task.Run) task).workflow())
        .distinct()
        .toList();
  }

  /** What looks wrong but can run, such as tasks that no path leads to. */
  public List<Problem> warnings() {
    return warnings;
  }
}
