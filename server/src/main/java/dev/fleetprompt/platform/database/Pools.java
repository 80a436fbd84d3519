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

  /**
   * What the engine's statements may take at most; requests have the same limit by their roles. The
   * owner's have none: a migration takes as long as its tables are large.
   */
  private static final String STATEMENT_LIMIT = "-c statement_timeout=60s";

  /**
   * How long an answer may take before the connection counts as broken, unless the database's
   * address says otherwise; longer than any statement may run, so that a server that is only slow
   * gets to say so itself.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

  private static final Duration OWNER_ANSWER_LIMIT = Duration.ofHours(1);
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
    this.engine = engine(as(instance.engineRole(), ownerLogin, passwords), sizes);
    this.identity =
        pool("identity", as(instance.identityRole(), ownerLogin, passwords), sizes.identity());
    this.app = pool("app", as(instance.appRole(), ownerLogin, passwords), sizes.app());
  }

  static HikariDataSource owner(ServerLogin login, PoolSizes sizes) {
    return new HikariDataSource(config("owner", login, sizes.owner(), OWNER_ANSWER_LIMIT));
  }

  private static HikariDataSource engine(ServerLogin login, PoolSizes sizes) {
    HikariConfig config = config("engine", login, sizes.engine(), ANSWER_LIMIT);
    config.addDataSourceProperty("options", STATEMENT_LIMIT);
    return new HikariDataSource(config);
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
    if (sessions.getSocketTimeout() == 0) {
      sessions.setSocketTimeout((int) ANSWER_LIMIT.toSeconds());
    }
    sessions.setTcpKeepAlive(true);
    sessions.setPrepareThreshold(PREPARE_AFTER);
    sessions.setOptions(KEYED_PLANS + " " + STATEMENT_LIMIT);
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
    return new HikariDataSource(config(name, login, size, ANSWER_LIMIT));
  }

  private static HikariConfig config(
      String name, ServerLogin login, int size, Duration answerLimit) {
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
    config.addDataSourceProperty("socketTimeout", answerLimit.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    // Statements are constants, so after a few uses the server keeps their plans.
    config.addDataSourceProperty("prepareThreshold", PREPARE_AFTER);
    // The detail of a complaint repeats the row's values, which do not belong into logs.
    config.addDataSourceProperty("logServerErrorDetail", false);
    return config;
  }
}
