package dev.fleetprompt.surface.web.runs;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.executions.RunSearch;
import dev.fleetprompt.platform.executions.RunSummary;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.find.Finder;
import dev.fleetprompt.surface.web.find.Found;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds runs by id, or among the newest 200 by a part of their workflow's name or id. */
@Component
final class RunFinder implements Finder {

  private final RunExplorer explorer;
  private final Executions executions;

  RunFinder(RunExplorer explorer, Executions executions) {
    this.explorer = explorer;
    this.executions = executions;
  }

  @Override
  public List<Found> find(SignedIn who, String text) {
    Optional<Execution> exact = Filters.id(text).flatMap(id -> executions.find(who.tenant(), id));
    if (exact.isPresent()) {
      Execution run = exact.get();
      return List.of(found(run.id(), run.workflow(), run.status().text()));
    }
    String part = text.toLowerCase(Locale.ROOT);
    return explorer
        .page(who.tenant(), RunSearch.all(), Optional.empty(), RunExplorer.LARGEST_PAGE)
        .items()
        .stream()
        .filter(run -> fits(run, part))
        .limit(MOST)
        .map(run -> found(run.id(), run.workflow(), run.status().text()))
        .toList();
  }

  private static boolean fits(RunSummary run, String part) {
    return run.workflow().toLowerCase(Locale.ROOT).contains(part)
        || run.id().toString().startsWith(part)
        || run.id().toString().endsWith(part);
  }

  private static Found found(UUID id, String workflow, String status) {
    return new Found("run", workflow, status + " · " + id, "/runs/" + id);
  }
}
