package dev.fleetprompt.testing;

import dev.fleetprompt.platform.database.DatabaseServer;
import dev.fleetprompt.platform.database.FleetDatabase;
import dev.fleetprompt.platform.database.PoolSizes;
import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeLocked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The embedded server that the tests of one JVM share. Its folder below {@code target} is used
 * again by later runs, which therefore start in moments; runs at the same time take different
 * folders. A server that a killed run left behind is ended by the next start, like everywhere else.
 */
final class TestServer {
  /**
   * The address of another server to test with, whose login may create roles and databases; one run
   * at a time.
   */
  private static final String EXTERNAL = "FLEET_TEST_DATABASE_URL";

  private static final Path HOMES = Path.of("target", "test-servers");
  private static final int MOST_HOMES = 16;

  private final DatabaseServer server;
  private final String template;
  private final ExecutorService drops =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("drops").factory());
  private volatile boolean stopping;

  private TestServer(DatabaseServer server) {
    this.server = server;
    this.template = "template_" + migrationsHash();
    boolean prepared = false;
    try {
      prepareTemplate();
      prepared = true;
    } finally {
      if (!prepared) {
        server.close();
      }
    }
  }

  static TestServer shared() {
    return Holder.SHARED;
  }

  /** A new database with all migrations and an instance id of its own. */
  ServerLogin copyOfTemplate() {
    String id = randomId();
    String name = "test_" + id;
    execute(server.owner(), "create database %s template %s".formatted(name, template));
    ServerLogin copy = server.owner().inDatabase(name);
    execute(copy, "update fleet.instance set id = '%s'".formatted(id));
    return copy;
  }

  /**
   * Drops a database that no pool uses any more, in its own time; what is left at the end goes at
   * the next start.
   */
  void drop(ServerLogin copy) {
    String name = copy.jdbcUrl().substring(copy.jdbcUrl().lastIndexOf('/') + 1);
    drops.execute(() -> {
      if (!stopping) {
        execute(server.owner(), "drop database if exists %s with (force)".formatted(name));
      }
    });
  }

  private void stop() {
    stopping = true;
    drops.close();
    server.close();
  }

  ServerLogin emptyDatabase() {
    String name = "test_" + randomId();
    execute(server.owner(), "create database " + name);
    return server.owner().inDatabase(name);
  }

  private static String randomId() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Drops what earlier runs left, and makes the template unless these very migrations have one. */
  private void prepareTemplate() {
    for (String old : databases()) {
      if (!old.equals(template)) {
        execute(server.owner(), "drop database %s with (force)".formatted(old));
      }
    }
    dropUnusedRoles();
    if (!databases().contains(template)) {
      // Made under another name first, so that a cut attempt is not taken for a template.
      execute(server.owner(), "create database test_template");
      FleetDatabase.open(
              server.owner().inDatabase("test_template"), PoolSizes.DEFAULT, Clock.systemUTC())
          .close();
      execute(server.owner(), "alter database test_template rename to " + template);
    }
  }

  private List<String> databases() {
    return names(
        "select datname from pg_database where datname ~ '^(test|template)_' order by datname");
  }

  /**
   * Roles of dropped databases; those that the template's privileges name cannot be dropped and
   * stay.
   */
  private void dropUnusedRoles() {
    for (String role :
        names(
            """
            select rolname from pg_roles r where rolname ~ '^(fp|fleet_[a-z]+)_[0-9a-f]{8}'
               and not exists (select from pg_shdepend d
                                where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid)
            """)) {
      execute(server.owner(), "drop role " + role);
    }
  }

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    try (Connection connection = connect(server.owner());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  private static void execute(ServerLogin login, String sql) {
    try (Connection connection = connect(login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Connection connect(ServerLogin login) throws SQLException {
    return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
  }

  private static String migrationsHash() {
    try (Stream<Path> files = Files.walk(Path.of("target", "classes", "db", "migration"))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(
            file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class Holder {
    private static final TestServer SHARED = start();

    private static TestServer start() {
      String external = System.getenv(EXTERNAL);
      DatabaseServer server =
          external == null
              ? firstFree()
              : new DatabaseServer.External(ServerLogin.parse(external, null, null));
      TestServer started = new TestServer(server);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started::stop));
      return started;
    }

    private static DatabaseServer firstFree() {
      for (int number = 0; number < MOST_HOMES; number++) {
        try {
          return DatabaseServer.embedded(
              HOMES.resolve(Integer.toString(number)),
              OptionalInt.empty(),
              Map.of("max_connections", "500", "max_wal_size", "512MB"));
        } catch (HomeLocked e) {
          // Another run of the tests has it.
        }
      }
      throw new IllegalStateException("no free folder below " + HOMES.toAbsolutePath());
    }
  }
}
