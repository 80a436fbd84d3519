package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** A tenant and the workflow that is measured there. */
public record Home(TenantId tenant, UUID definition) {}
