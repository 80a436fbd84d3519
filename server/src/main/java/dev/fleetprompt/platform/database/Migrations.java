package dev.fleetprompt.platform.database;

import dev.fleetprompt.platform.database.DatabaseException.SetupFailed;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the shared schema to this release's form, as its owner. */
final class Migrations {
  private final DataSource owner;
  private final String ownerRole;

  Migrations(DataSource owner, String ownerRole) {
    this.owner = owner;
    this.ownerRole = ownerRole;
  }

  void run(Instance instance) {
    try {
      Flyway.configure()
          .dataSource(owner)
          .schemas("fleet")
          .createSchemas(false)
          // The schema holds the instance before the first migration.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .locations("classpath:db/migration")
          .initSql("set lock_timeout = '5s'")
          .placeholders(
              Map.of(
                  "owner", quoted(ownerRole),
                  "engine", instance.engineRole(),
                  "identity", instance.identityRole(),
                  "app", instance.appRole(),
                  "tenants", instance.tenantsRole()))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new SetupFailed(
          "the schema could not be migrated: "
              + e.getMessage()
              + " Nothing of the failed migration remains; start again when the cause is gone.",
          e);
    }
  }

  private static String quoted(String role) {
    return '"' + role.replace("\"", "\"\"") + '"';
  }
}
