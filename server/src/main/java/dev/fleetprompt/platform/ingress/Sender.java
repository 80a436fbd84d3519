package dev.fleetprompt.platform.ingress;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/** Whoever sent a request with a good token: all that is known of them. */
public record Sender(TenantId tenant, UUID token) {
  /** Who is named as the actor of what they send. */
  public Actor actor() {
    return Actor.integration("ingress:" + token);
  }
}
