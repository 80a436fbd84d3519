package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.StandardErrors;
import dev.fleetprompt.platform.database.EngineDatabase;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds the definitions that runs name. A run finds those of its own installation; one that belongs
 * to none, those of its organization that belong to none.
 */
final class WorkflowFinder {

  private static final String LATEST = "latest";
  private static final int MOST = 100;

  /** Index: definition_by_name. */
  private static final String NAMED =
      """
      select id, version from fleet.definition
       where tenant_id = :tenant and name = :name and namespace = :namespace
         and installation_id is not distinct from :installation
       order by created_at desc, id desc
       limit :limit
      """;

  private record Named(UUID id, String version) {}

  private final EngineDatabase database;

  WorkflowFinder(EngineDatabase database) {
    this.database = database;
  }

  SubRuns.Resolution find(Execution run, Command.RunWorkflow command) {
    List<Named> named =
        database
            .sql()
            .sql(NAMED)
            .param("tenant", run.tenant().value())
            .param("name", command.name())
            .param("namespace", command.namespace())
            .param("installation", run.installation().orElse(null))
            .param("limit", MOST)
            .query((row, number) ->
                new Named(row.getObject("id", UUID.class), row.getString("version")))
            .list();
    return named.stream()
        .filter(one -> command.version().equals(LATEST) || one.version().equals(command.version()))
        .findFirst()
        .<SubRuns.Resolution>map(
            one -> new SubRuns.Resolution.Found(one.id(), command.name(), one.version()))
        .orElseGet(() -> missing(run, command, named));
  }

  private static SubRuns.Resolution missing(
      Execution run, Command.RunWorkflow command, List<Named> named) {
    String where =
        run.installation().isPresent()
            ? "The installation"
            : "The organization, outside of packages,";
    String detail =
        named.isEmpty()
            ? "%s has no workflow '%s' of '%s'; name one of the same package."
                .formatted(where, command.name(), command.namespace())
            : "%s has no version %s of workflow '%s', but %s; name one of them, or 'latest'."
                .formatted(
                    where,
                    command.version(),
                    command.name(),
                    named.stream()
                        .map(Named::version)
                        .distinct()
                        .collect(Collectors.joining(", ")));
    return new SubRuns.Resolution.Missing(
        RunEffects.error(StandardErrors.CONFIGURATION, 404, detail));
  }
}
