package dev.fleetprompt.platform.tenancy;

import java.util.UUID;

/** Identifies an organization in every row, queue and log line. */
public record TenantId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
