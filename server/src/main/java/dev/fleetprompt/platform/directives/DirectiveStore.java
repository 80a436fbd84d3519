package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.queue.Item;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads directives for those who work on them. */
@Component
class DirectiveStore {

  private static final String FIND =
      "select %s from fleet.directive where tenant_id = :tenant and id = :id"
          .formatted(DirectiveRows.COLUMNS);

  private final EngineDatabase database;

  DirectiveStore(EngineDatabase database) {
    this.database = database;
  }

  Optional<Directive> find(Item item) {
    return database
        .sql()
        .sql(FIND)
        .param("tenant", item.tenant().value())
        .param("id", item.id())
        .query(DirectiveRows::read)
        .optional();
  }
}
