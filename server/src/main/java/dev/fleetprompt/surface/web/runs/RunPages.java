package dev.fleetprompt.surface.web.runs;

import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.directives.DirectiveExplorer;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.JournalLine;
import dev.fleetprompt.platform.executions.Reruns;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.executions.RunJournal;
import dev.fleetprompt.platform.executions.RunStep;
import dev.fleetprompt.platform.executions.RunTask;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalExplorer;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shapes the page of a run. */
@Component
final class RunPages {

  private static final int ENTRIES = 50;

  private final RunJournal journal;
  private final RunExplorer runs;
  private final Reruns reruns;
  private final DirectiveExplorer directives;
  private final SignalExplorer signals;
  private final Installations installations;
  private final ActorNames people;

  RunPages(
      RunJournal journal,
      RunExplorer runs,
      Reruns reruns,
      DirectiveExplorer directives,
      SignalExplorer signals,
      Installations installations,
      ActorNames people) {
    this.journal = journal;
    this.runs = runs;
    this.reruns = reruns;
    this.directives = directives;
    this.signals = signals;
    this.installations = installations;
    this.people = people;
  }

  /** What a person sees of a failure. */
  record Problem(String title, @Nullable String detail, @Nullable String task) {

    static Problem of(WorkflowError error) {
      return new Problem(
          error.title() == null ? error.type() : error.title(), error.detail(), error.instance());
    }
  }

  record Head(
      UUID id,
      String workflow,
      String version,
      String status,
      String origin,
      By by,
      @Nullable Thing cause,
      @Nullable UUID installation,
      @Nullable String packageName,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant ended,
      @Nullable Problem problem,
      int entries,
      Reruns.@Nullable Source takenOver) {}

  record Task(
      String pointer,
      String name,
      String kind,
      @Nullable String calls,
      int depth,
      @Nullable String then,
      List<RunTask.Case> cases) {

    static Task of(RunTask task) {
      return new Task(
          task.pointer(),
          task.name(),
          task.kind(),
          task.calls().orElse(null),
          task.depth(),
          task.then().orElse(null),
          task.cases());
    }
  }

  record Step(
      String id,
      String task,
      int number,
      String state,
      Instant started,
      @Nullable Instant ended,
      @Nullable Thing reference,
      @Nullable String error,
      @Nullable Integer entry) {

    static Step of(RunStep step) {
      return new Step(
          step.id(),
          step.task(),
          step.number(),
          step.state().text(),
          step.startedAt(),
          step.endedAt().orElse(null),
          step.reference()
              .flatMap(Filters::id)
              .map(id -> new Thing(step.startedFor() ? "directive" : "signal", id))
              .orElse(null),
          step.error().orElse(null),
          step.ended().orElse(null));
    }
  }

  /**
   * @param input what it was given; null where that is not known
   * @param result the entry with its end; null while it has none
   */
  record Chosen(Step step, @Nullable JsonNode input, @Nullable JsonNode result) {}

  record Entry(int seq, String kind, String task, Instant at, JsonNode data) {

    static Entry of(JournalLine line) {
      return new Entry(line.seq(), line.kind(), line.task(), line.at(), line.data());
    }
  }

  /**
   * @param next the number after which the next page begins
   */
  record Entries(List<Entry> items, int after, @Nullable Integer next) {}

  record Led(Thing thing, String name, String state, Instant at) {}

  record Show(
      Head run,
      Lazy<JsonNode> input,
      Lazy<@Nullable JsonNode> output,
      Lazy<List<Task>> tasks,
      Lazy<List<Step>> steps,
      Lazy<@Nullable Chosen> chosen,
      Lazy<Entries> journal,
      Lazy<List<Led>> led) {}

  Show of(SignedIn who, Execution run, String step, int entry) {
    return new Show(
        head(who, run),
        Lazy.of(run::input),
        Lazy.of(() -> run.output().orElse(null)),
        Lazy.of(() -> journal.tasks(run).stream().map(Task::of).toList()),
        Lazy.of(() -> steps(who, run).stream().map(Step::of).toList()),
        Lazy.of(() -> step.isEmpty() ? null : chosen(who, run, step)),
        Lazy.of(() -> entries(who, run, entry)),
        Lazy.of(() -> led(who, run)));
  }

  private Head head(SignedIn who, Execution run) {
    return new Head(
        run.id(),
        run.workflow(),
        run.version(),
        run.status().text(),
        run.origin(),
        By.of(run.requester(), people.of(who)),
        run.causation().map(Thing::of).orElse(null),
        run.installation().orElse(null),
        run.installation()
            .flatMap(id -> installations.find(who.tenant(), id))
            .map(found -> found.name().toString())
            .orElse(null),
        run.createdAt(),
        run.startedAt().orElse(null),
        run.endedAt().orElse(null),
        run.error().map(Problem::of).orElse(null),
        journal.entries(who.tenant(), run.id()),
        reruns.source(run).orElse(null));
  }

  private List<RunStep> steps(SignedIn who, Execution run) {
    return journal.steps(who.tenant(), run.id());
  }

  private @Nullable Chosen chosen(SignedIn who, Execution run, String id) {
    Optional<RunStep> found =
        steps(who, run).stream().filter(step -> step.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return null;
    }
    RunStep step = found.get();
    int end = step.ended().orElse(Integer.MAX_VALUE);
    return new Chosen(
        Step.of(step),
        journal.arguments(run, id, end).orElse(null),
        step.ended().flatMap(seq -> journal.result(who.tenant(), run.id(), seq)).orElse(null));
  }

  private Entries entries(SignedIn who, Execution run, int after) {
    List<JournalLine> found = journal.page(who.tenant(), run.id(), after, ENTRIES + 1);
    boolean more = found.size() > ENTRIES;
    List<Entry> shown = found.stream().limit(ENTRIES).map(Entry::of).toList();
    return new Entries(shown, after, more ? shown.getLast().seq() : null);
  }

  private List<Led> led(SignedIn who, Execution run) {
    Visibility visibility = who.may(Role.ADMIN) ? Visibility.ADMINS : Visibility.NORMAL;
    List<Link> causes = List.of(Link.run(run.id()));
    List<Led> led = new ArrayList<>();
    directives.ledTo(who.tenant(), causes).stream()
        .map(one ->
            new Led(
                new Thing("directive", one.id()),
                one.type().value(),
                one.state().text(),
                one.requestedAt()))
        .forEach(led::add);
    runs.ledTo(who.tenant(), causes).stream()
        .map(one ->
            new Led(
                new Thing("run", one.id()), one.workflow(), one.status().text(), one.createdAt()))
        .forEach(led::add);
    signals.ledTo(who.tenant(), causes, visibility).stream()
        .filter(one ->
            Stream.of("directive.", "workflow.run.").noneMatch(one.type().value()::startsWith))
        .map(one -> new Led(new Thing("signal", one.id()), one.type().value(), "", one.time()))
        .forEach(led::add);
    led.sort(java.util.Comparator.comparing(Led::at));
    return List.copyOf(led);
  }
}
