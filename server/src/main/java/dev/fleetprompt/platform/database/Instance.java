package dev.fleetprompt.platform.database;

import java.util.regex.Pattern;

/**
 * One FleetPrompt with its database. Roles belong to the whole server, so their names carry an id.
 *
 * @param id 8 hexadecimal digits; part of the names of the tenants' roles
 * @param roleSuffix the id in the names of the application's own roles, to which this database's
 *     privileges are granted. It differs from {@code id} in a copy of a database on the same
 *     server.
 */
public record Instance(String id, String roleSuffix) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

  public Instance {
    if (!ID.matcher(id).matches() || !ID.matcher(roleSuffix).matches()) {
      throw new IllegalArgumentException("an instance's id has 8 hexadecimal digits");
    }
  }

  /** The login of the engine's lanes, loops and dispatchers. */
  public String engineRole() {
    return "fleet_engine_" + roleSuffix;
  }

  /** The login that knows users, sessions and organizations. */
  public String identityRole() {
    return "fleet_identity_" + roleSuffix;
  }

  /** The login that becomes one tenant for the length of a transaction. */
  public String appRole() {
    return "fleet_app_" + roleSuffix;
  }

  /** The group that every tenant's role belongs to. */
  public String tenantsRole() {
    return "fleet_tenants_" + roleSuffix;
  }

  /** The role of the tenant with this slug. */
  public String tenantRole(String slug) {
    return "fp_" + id + "_" + slug;
  }
}
