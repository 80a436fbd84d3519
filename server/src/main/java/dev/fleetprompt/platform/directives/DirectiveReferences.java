package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.SignalReferences;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps the chain from a directive back to the signal that led to it. */
@Component
class DirectiveReferences implements SignalReferences {

  // directive_by_causation, directive_by_correlation
  private static final String REFERRED =
      """
      select causation_id as link from fleet.directive
      where tenant_id = :tenant and causation_id = any (:links)
      union
      select correlation_id from fleet.directive
      where tenant_id = :tenant and correlation_id = any (:links)
      """;

  private final EngineDatabase database;

  DirectiveReferences(EngineDatabase database) {
    this.database = database;
  }

  @Override
  public Set<UUID> referredTo(TenantId tenant, Collection<UUID> signals) {
    if (signals.isEmpty()) {
      return Set.of();
    }
    List<String> links =
        database
            .sql()
            .sql(REFERRED)
            .param("tenant", tenant.value())
            .param(
                "links",
                signals.stream().map(id -> Link.signal(id).toString()).toArray(String[]::new))
            .query((row, number) -> row.getString("link"))
            .list();
    Set<UUID> referred = new HashSet<>();
    links.forEach(link -> Link.parse(link).ifPresent(known -> referred.add(known.id())));
    return referred;
  }
}
