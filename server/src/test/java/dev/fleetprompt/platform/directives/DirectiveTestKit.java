package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.UUID;

/** Rows of directives for tests of other modules. */
public final class DirectiveTestKit {

  private DirectiveTestKit() {}

  public static OpenDirectives open(TestDatabase database) {
    return new OpenDirectives(database.engine());
  }

  /** A directive of a run that waits for a person. */
  public static UUID proposed(TestDatabase database, TenantId tenant, UUID run) {
    UUID id = database.ids().next();
    database
        .engine()
        .sql()
        .sql(
            """
            insert into fleet.directive
              (tenant_id, id, type, state, business_key, params, params_hash, reason, requester_kind,
               requester_id, run_id, correlation_id, ruling, ruled_by, requested_at, attempt_limit)
            values (?, ?, 'fake.post', 'proposed', 'k', '{}', 'h', 'because', 'run', 'r', ?, 'c', 'ask', 'rule', ?, 10)
            """)
        .param(tenant.value())
        .param(id)
        .param(run)
        .param(database.clock().instant().atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }
}
