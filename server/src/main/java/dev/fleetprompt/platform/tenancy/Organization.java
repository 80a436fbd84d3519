package dev.fleetprompt.platform.tenancy;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A customer: one role, one schema, its own rows of the shared tables.
 *
 * @param slug its short name, 1 to 48 characters; part of the names of its role and schema, so it
 *     never changes
 * @param name what people call it, 1 to 200 characters
 * @param zone the time zone its days and schedules are meant in
 * @param ready whether everything that belongs to it exists
 */
public record Organization(
    TenantId id, String slug, String name, ZoneId zone, boolean ready, Instant createdAt) {

  /** The schema that holds what its packages bring. */
  public String schema() {
    return "org_" + slug;
  }
}
