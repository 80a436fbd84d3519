package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Workflow definitions as requests read them, parsed; the {@value #KEPT} used last are kept. */
final class TenantDefinitions {

  private static final int KEPT = 100;

  private static final String FIND =
      "select content from fleet.definition where tenant_id = :tenant and id = :id";

  private record Key(TenantId tenant, UUID id) {}

  private final TenantDatabase tenants;
  private final Map<Key, Definition> parsed =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Definition> eldest) {
              return size() > KEPT;
            }
          });

  TenantDefinitions(TenantDatabase tenants) {
    this.tenants = tenants;
  }

  /** What a run runs; empty when it is not stored or this build does not accept it. */
  Optional<Definition> of(Execution run) {
    Key key = new Key(run.tenant(), run.definition());
    Definition known = parsed.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> content =
        tenants.readOnly(
            run.tenant(),
            sql ->
                sql.sql(FIND)
                    .param("tenant", run.tenant().value())
                    .param("id", run.definition())
                    .query(String.class)
                    .optional());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      Definition definition = Definition.parse(content.get(), "definition " + run.definition());
      parsed.put(key, definition);
      return Optional.of(definition);
    } catch (InvalidDefinitionException e) {
      return Optional.empty();
    }
  }
}
