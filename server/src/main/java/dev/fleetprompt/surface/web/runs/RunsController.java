package dev.fleetprompt.surface.web.runs;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.executions.RunSearch;
import dev.fleetprompt.platform.executions.RunSummary;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.inertia.Rows;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
final class RunsController {

  private final RunExplorer explorer;
  private final Executions executions;
  private final Installations installations;
  private final RunPages pages;
  private final ActorNames people;

  RunsController(
      RunExplorer explorer,
      Executions executions,
      Installations installations,
      RunPages pages,
      ActorNames people) {
    this.explorer = explorer;
    this.executions = executions;
    this.installations = installations;
    this.pages = pages;
    this.people = people;
  }

  record RunRow(
      UUID id,
      String workflow,
      String version,
      String status,
      String origin,
      By by,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant ended,
      @Nullable String failure) {

    static RunRow of(RunSummary run, ActorNames.Known people) {
      return new RunRow(
          run.id(),
          run.workflow(),
          run.version(),
          run.status().text(),
          run.origin(),
          By.of(run.requester(), people),
          run.createdAt(),
          run.startedAt().orElse(null),
          run.endedAt().orElse(null),
          run.failure().orElse(null));
    }
  }

  record Choice(String value, String label) {}

  /**
   * @param cut whether the search stopped at its bound
   */
  record Index(
      Lazy<Rows<RunRow>> runs,
      Lazy<Boolean> cut,
      Lazy<List<String>> workflows,
      Lazy<List<Choice>> installations) {}

  @GetMapping("/runs")
  Page list(
      SignedIn who,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String workflow,
      @RequestParam(defaultValue = "") String installation,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String after) {
    ActorNames.Known named = people.of(who);
    ZoneId zone = who.organization().zone();
    RunSearch search =
        new RunSearch(
            statuses(status),
            Filters.text(workflow),
            Filters.id(installation),
            Optional.empty(),
            Optional.empty(),
            Filters.from(from, zone),
            Filters.to(to, zone));
    Slice<RunSummary> slice = explorer.page(who.tenant(), search, Filters.id(after), Rows.PER_PAGE);
    return Page.of(
        "Runs/Index",
        new Index(
            Lazy.of(() ->
                Filters.rows(
                    slice,
                    UUID::toString,
                    () -> explorer.count(who.tenant(), search),
                    run -> RunRow.of(run, named))),
            Lazy.of(slice::cut),
            Lazy.of(() -> explorer.workflows(who.tenant())),
            Lazy.of(() -> choices(who))));
  }

  @GetMapping("/runs/{id}")
  Page show(
      SignedIn who,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String step,
      @RequestParam(defaultValue = "-1") String entry) {
    return Page.of("Runs/Show", pages.of(who, run(who, id), step, number(entry)));
  }

  private Execution run(SignedIn who, String id) {
    return executions
        .find(who.tenant(), Filters.require(id, "run"))
        .orElseThrow(() -> new NotFoundException("run"));
  }

  private List<Choice> choices(SignedIn who) {
    return installations.list(who.tenant()).stream()
        .map(one -> new Choice(one.id().toString(), label(one)))
        .toList();
  }

  private static String label(Installation installation) {
    return installation.status().live()
        ? installation.name().toString()
        : "%s (%s)".formatted(installation.name(), installation.status().text());
  }

  /** {@code open} stands for all that have not ended. */
  private static Set<ExecutionStatus> statuses(String text) {
    EnumSet<ExecutionStatus> found = EnumSet.noneOf(ExecutionStatus.class);
    for (ExecutionStatus status : ExecutionStatus.values()) {
      if (status.text().equals(text) || (text.equals("open") && !status.ended())) {
        found.add(status);
      }
    }
    return found;
  }

  private static int number(String text) {
    try {
      return Math.max(-1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
