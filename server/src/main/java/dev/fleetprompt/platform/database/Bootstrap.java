package dev.fleetprompt.platform.database;

import dev.fleetprompt.platform.database.DatabaseException.SetupFailed;
import dev.fleetprompt.platform.database.DatabaseException.Unreachable;
import dev.fleetprompt.platform.database.DatabaseException.UnsupportedVersion;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Prepares a database for its first and every later start: the instance, its roles, their
 * passwords. Any number of processes may do so at once; they take turns.
 */
final class Bootstrap {
  private static final int OLDEST = 16;
  private static final int NEWEST = 18;
  private static final int ID_BYTES = 4;

  /** Arbitrary, and the same in every release. */
  private static final String TAKE_TURN =
      """
      set lock_timeout = '120s';
      select pg_advisory_lock(7166118411072441953);
      set lock_timeout = '10s'
      """;

  private static final String SCHEMA =
      """
      create schema if not exists fleet;
      create table if not exists fleet.instance (
        id          text collate "C" primary key check (id ~ '^[0-9a-f]{8}$'),
        role_suffix text collate "C" not null check (role_suffix ~ '^[0-9a-f]{8}$'),
        created_at  timestamptz not null default now(),
        only_row    boolean not null default true unique check (only_row)
      )
      """;

  private static final String INSTANCE_EXISTS = "select to_regclass('fleet.instance') is not null";
  private static final String FIND_INSTANCE = "select id, role_suffix from fleet.instance";
  private static final String ADD_INSTANCE =
      "insert into fleet.instance (id, role_suffix) values (?, ?)";
  private static final String ROLE_EXISTS =
      "select exists (select from pg_roles where rolname = ?)";

  /** Ends what a request has forgotten; the engine bounds its own transactions. */
  private static final String REQUEST_LIMITS =
      """
      alter role %1$s set statement_timeout = '60s';
      alter role %1$s set idle_in_transaction_session_timeout = '60s'
      """;

  private static final String PERMITTED_TO_CLOSE =
      """
      select pg_has_role(datdba, 'usage'), quote_ident(datname)
        from pg_database where datname = current_database()
      """;

  private final ServerLogin owner;

  Bootstrap(ServerLogin owner) {
    this.owner = owner;
  }

  /** Prepares the roles, then runs {@code migrations}, while no other process does either. */
  Instance prepare(Consumer<Instance> migrations) {
    try (Connection connection = connect(owner)) {
      checkVersion(connection);
      execute(connection, TAKE_TURN);
      Instance instance = prepareRoles(connection);
      migrations.accept(instance);
      return instance;
    } catch (SQLException e) {
      throw new SetupFailed(
          "the application's roles could not be set up: %s. The login %s needs CREATEROLE and the right to create schemas in its database ('create role fleet login createrole password ...; create database fleet owner fleet')."
              .formatted(e.getMessage(), owner.user()),
          e);
    }
  }

  /** The instance of a database that was prepared before. */
  Instance existing() {
    try (Connection connection = connect(owner)) {
      return find(connection)
          .orElseThrow(
              () -> new SetupFailed("the database is empty: start the server on it first."));
    } catch (SQLException e) {
      throw new SetupFailed("the instance cannot be read: " + e.getMessage(), e);
    }
  }

  private Instance prepareRoles(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Optional<Instance> known = find(connection);
    Instance instance = known.isPresent() ? known.get() : create(connection);
    RolePasswords passwords = new RolePasswords(owner.password(), instance);
    boolean added = addGroup(connection, instance.tenantsRole());
    added |= addLogin(connection, instance.engineRole(), "inherit", passwords);
    added |= addLogin(connection, instance.identityRole(), "inherit", passwords);
    added |= addLogin(connection, instance.appRole(), "noinherit", passwords);
    if (added || known.isEmpty()) {
      execute(connection, REQUEST_LIMITS.formatted(instance.identityRole()));
      execute(connection, REQUEST_LIMITS.formatted(instance.appRole()));
      closeToOthers(connection, instance);
    }
    connection.commit();
    return instance;
  }

  private static Optional<Instance> find(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet exists = statement.executeQuery(INSTANCE_EXISTS)) {
        exists.next();
        if (!exists.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet row = statement.executeQuery(FIND_INSTANCE)) {
        return row.next()
            ? Optional.of(new Instance(row.getString(1), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  private static Instance create(Connection connection) throws SQLException {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    execute(connection, SCHEMA);
    try (PreparedStatement insert = connection.prepareStatement(ADD_INSTANCE)) {
      insert.setString(1, id);
      insert.setString(2, id);
      insert.executeUpdate();
    }
    return new Instance(id, id);
  }

  private static boolean addGroup(Connection connection, String role) throws SQLException {
    if (exists(connection, role)) {
      return false;
    }
    execute(connection, "create role " + role + " nologin");
    return true;
  }

  /** Adds a login, or gives it the password that follows from the owner's if it has another. */
  private boolean addLogin(
      Connection connection, String role, String inheritance, RolePasswords passwords)
      throws SQLException {
    boolean missing = !exists(connection, role);
    if (missing) {
      execute(connection, "create role " + role + " login " + inheritance);
    }
    if (missing || !enters(owner.as(role, passwords.of(role)))) {
      // The driver hashes it, so the password itself is in no statement.
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(role, passwords.of(role).toCharArray(), "scram-sha-256");
    }
    return missing;
  }

  /** Only our own logins may connect, provided that the database is ours to close. */
  private static void closeToOthers(Connection connection, Instance instance) throws SQLException {
    String database;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PERMITTED_TO_CLOSE)) {
      row.next();
      if (!row.getBoolean(1)) {
        return;
      }
      database = row.getString(2);
    }
    execute(
        connection,
        """
        revoke all on database %1$s from public;
        grant connect on database %1$s to %2$s, %3$s, %4$s;
        revoke all on schema public from public
        """
            .formatted(
                database, instance.engineRole(), instance.identityRole(), instance.appRole()));
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ROLE_EXISTS)) {
      query.setString(1, role);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static boolean enters(ServerLogin login) throws SQLException {
    try (Connection connection = open(login)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      if (isRefusedLogin(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isRefusedLogin(@Nullable String state) {
    return state != null && state.startsWith("28");
  }

  private static void checkVersion(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST || version > NEWEST) {
      throw new UnsupportedVersion(connection.getMetaData().getDatabaseProductVersion());
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(ServerLogin login) {
    try {
      return open(login);
    } catch (SQLException e) {
      throw new Unreachable(login.user(), e);
    }
  }

  private static Connection open(ServerLogin login) throws SQLException {
    DriverManager.setLoginTimeout(10);
    return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
  }
}
