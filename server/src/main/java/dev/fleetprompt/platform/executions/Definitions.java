package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Stored workflow definitions, parsed; the {@value #KEPT} used last are kept. */
final class Definitions {

  private static final int KEPT = 500;

  private static final String FIND =
      "select content from fleet.definition where tenant_id = ? and id = ?";

  private record Key(TenantId tenant, UUID id) {}

  private final EngineDatabase database;
  private final Map<Key, Definition> parsed =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Definition> eldest) {
              return size() > KEPT;
            }
          });

  Definitions(EngineDatabase database) {
    this.database = database;
  }

  /**
   * @throws InvalidDefinitionException when this build no longer accepts what an earlier one did
   */
  Definition get(TenantId tenant, UUID id) throws InvalidDefinitionException {
    Key key = new Key(tenant, id);
    Definition known = parsed.get(key);
    if (known == null) {
      String content =
          database.sql().sql(FIND).param(tenant.value()).param(id).query(String.class).single();
      known = Definition.parse(content, "definition " + id);
      parsed.put(key, known);
    }
    return known;
  }
}
