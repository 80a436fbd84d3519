package dev.fleetprompt.platform.tenancy;

import java.util.UUID;

/** The identity of an organization; it never changes and is never used again. */
public record TenantId(UUID value) {
  public static TenantId parse(String text) {
    return new TenantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
