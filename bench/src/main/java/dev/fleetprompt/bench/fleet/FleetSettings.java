package dev.fleetprompt.bench.fleet;

import dev.fleetprompt.platform.database.ServerLogin;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a process of FleetPrompt needs to know; all else is as shipped.
 *
 * @param home its folder, shared by the processes of one database
 */
public record FleetSettings(ServerLogin login, Path home) {

  Map<String, Object> properties() {
    return Map.of(
        "fleet.database.url", login.jdbcUrl(),
        "fleet.database.user", login.user(),
        "fleet.database.password", login.password(),
        "fleet.home", home.toString(),
        "logging.level.root", "warn");
  }

  /** The same for a process of its own. */
  Map<String, String> environment() {
    return Map.of(
        "FLEET_DATABASE_URL", login.jdbcUrl(),
        "FLEET_DATABASE_USER", login.user(),
        "FLEET_DATABASE_PASSWORD", login.password(),
        "FLEET_HOME", home.toString(),
        "LOGGING_LEVEL_ROOT", "warn");
  }
}
