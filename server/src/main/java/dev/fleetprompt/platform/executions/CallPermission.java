package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * Says what an installation's runs may call; asked at every call, since permissions can change
 * while runs are under way.
 */
public interface CallPermission {

  /**
   * Why a call is not permitted; empty when it is.
   *
   * @param installation whose run it is; empty for runs that belong to none
   * @param name the function or directive type
   */
  Optional<String> refusal(TenantId tenant, Optional<UUID> installation, String name);
}
