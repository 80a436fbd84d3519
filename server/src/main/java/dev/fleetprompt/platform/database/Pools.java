package dev.fleetprompt.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One bounded pool per role. */
final class Pools implements AutoCloseable {
  private static final int PREPARE_AFTER = 3;

  /**
   * Lanes and loops look rows up by key; a plan that was made while a table was empty must not scan
   * it for ever after.
   */
  private static final String KEYED_PLANS =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(3);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  final HikariDataSource owner;
  final HikariDataSource engine;
  final HikariDataSource identity;
  final HikariDataSource app;

  Pools(ServerLogin ownerLogin, Instance instance, PoolSizes sizes) {
    RolePasswords passwords = new RolePasswords(ownerLogin.password(), instance);
    this.owner = owner(ownerLogin, sizes);
    this.engine = pool("engine", as(instance.engineRole(), ownerLogin, passwords), sizes.engine());
    this.identity =
        pool("identity", as(instance.identityRole(), ownerLogin, passwords), sizes.identity());
    this.app = pool("app", as(instance.appRole(), ownerLogin, passwords), sizes.app());
  }

  static HikariDataSource owner(ServerLogin login, PoolSizes sizes) {
    return pool("owner", login, sizes.owner());
  }

  /**
   * The engine's role without a pool, under another name. A session that no longer answers is given
   * up.
   */
  DataSource engineSessions(String applicationName) {
    PGSimpleDataSource sessions = new PGSimpleDataSource();
    sessions.setUrl(engine.getJdbcUrl());
    sessions.setUser(engine.getUsername());
    sessions.setPassword(engine.getPassword());
    sessions.setApplicationName(applicationName);
    sessions.setConnectTimeout((int) CONNECTION_LIMIT.toSeconds());
    sessions.setTcpKeepAlive(true);
    sessions.setPrepareThreshold(PREPARE_AFTER);
    sessions.setOptions(KEYED_PLANS);
    sessions.setLogServerErrorDetail(false);
    return sessions;
  }

  @Override
  public void close() {
    app.close();
    engine.close();
    identity.close();
    owner.close();
  }

  private static ServerLogin as(String role, ServerLogin owner, RolePasswords passwords) {
    return owner.as(role, passwords.of(role));
  }

  private static HikariDataSource pool(String name, ServerLogin login, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("fleet-" + name);
    config.setJdbcUrl(login.jdbcUrl());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
    config.setIdleTimeout(IDLE_LIMIT.toMillis());
    config.setMaxLifetime(LIFETIME.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "fleetprompt " + name);
    config.addDataSourceProperty("connectTimeout", CONNECTION_LIMIT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    // Statements are constants, so after a few uses the server keeps their plans.
    config.addDataSourceProperty("prepareThreshold", PREPARE_AFTER);
    // The detail of a complaint repeats the row's values, which do not belong into logs.
    config.addDataSourceProperty("logServerErrorDetail", false);
    return new HikariDataSource(config);
  }
}
