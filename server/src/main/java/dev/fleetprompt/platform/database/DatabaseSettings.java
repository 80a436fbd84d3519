package dev.fleetprompt.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the application keeps its data. Each setting can be given as an environment variable:
 * {@code FLEET_HOME}, {@code FLEET_DATABASE_URL} and so on.
 *
 * @param home the folder of everything the application stores itself
 * @param database the PostgreSQL server
 */
@ConfigurationProperties("fleet")
public record DatabaseSettings(@DefaultValue(".fleet") Path home, @DefaultValue Server database) {

  /**
   * @param url the address of a PostgreSQL 16 to 18; without it the embedded server is used
   * @param user the owner's login, unless it is in the address
   * @param password the owner's password, unless it is in the address
   * @param port the embedded server's loopback port; without it a free one is chosen and remembered
   * @param connections the largest number of connections of each pool
   */
  public record Server(
      @Nullable String url,
      @Nullable String user,
      @Nullable String password,
      @Nullable Integer port,
      @DefaultValue PoolSizes connections) {

    /** Without the password, which the address may hold too. */
    @Override
    public String toString() {
      return "Server[" + (url == null ? "embedded" : "external") + "]";
    }
  }
}
