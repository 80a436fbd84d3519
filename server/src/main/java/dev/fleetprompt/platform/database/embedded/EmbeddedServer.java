package dev.fleetprompt.platform.database.embedded;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeUnusable;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server of one home, run as our child until {@link #close()}. When it dies it is
 * started again on the same port, with a bounded back-off, as long as this object is open.
 */
public final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final int PORT_ATTEMPTS = 5;

  private final Cluster cluster;
  private final int port;
  private final Watch watch;
  private final HomeLock lock;

  private EmbeddedServer(Cluster cluster, int port, Watch watch, HomeLock lock) {
    this.cluster = cluster;
    this.port = port;
    this.watch = watch;
    this.lock = lock;
  }

  /**
   * Starts the server of {@code home}, which is created if it is missing, and waits until it
   * accepts connections. A server left behind by a dead process is stopped first.
   *
   * @param port the loopback port to use, or empty for the last one or a free one
   * @param tuning settings beyond the launcher's own; those that durability and access rest on are
   *     refused
   * @throws EmbeddedServerException with a message that says what to do
   */
  public static EmbeddedServer start(Path home, OptionalInt port, Map<String, String> tuning) {
    return start(home, port, tuning, ClusterFolder.ELSEWHERE);
  }

  static EmbeddedServer start(
      Path home, OptionalInt port, Map<String, String> tuning, Path elsewhere) {
    Platform platform = Platform.current();
    Path folder = created(home);
    HomeLock lock = HomeLock.of(folder);
    try {
      return startLocked(folder, port, tuning, elsewhere, platform, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedServer startLocked(
      Path home,
      OptionalInt wantedPort,
      Map<String, String> tuning,
      Path elsewhere,
      Platform platform,
      HomeLock lock) {
    SecureRandom random = new SecureRandom();
    OsAccount account = OsAccount.forData(Cluster.dataIn(home.resolve("postgres")));
    Path folder = ClusterFolder.of(home, account, elsewhere);
    if (!folder.startsWith(home)) {
      // A copied home leads to the same folder.
      lock.extendTo(folder);
    }
    Binaries binaries = Binaries.unpackedIn(folder, platform);
    Cluster cluster = Cluster.in(folder, binaries, account, random);
    Orphan.removeFrom(cluster.data());
    ServerLog log = log(home);
    ServerPort choice = new ServerPort(wantedPort, folder.resolve("port"), random);
    for (int attempt = 1; ; attempt++) {
      int port = choice.choose();
      Launch launch = () -> Postmaster.launch(binaries, account, cluster.data(), port, tuning, log);
      try {
        Postmaster first = Watch.started(launch, log);
        choice.remember(port);
        lock.announce(port);
        LOG.info("Database server {} is ready on 127.0.0.1:{}", first.pid(), port);
        return new EmbeddedServer(
            cluster, port, Watch.over(first, launch, cluster.data(), log), lock);
      } catch (StartFailed e) {
        // Somebody may have taken the port between our look and the server's; then look again.
        if (ServerPort.isFree(port) || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  public int port() {
    return port;
  }

  /** The process id of the server that runs now; it changes when the server is restarted. */
  public long pid() {
    return watch.pid();
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, Cluster.DATABASE);
  }

  /** The login that owns the database. It is no superuser. */
  public String owner() {
    return Cluster.OWNER;
  }

  public String ownerPassword() {
    return cluster.ownerPassword();
  }

  /** The folder of the server's data, for an online copy. */
  public Path data() {
    return cluster.data();
  }

  /** Stops the server and gives up the home. */
  @Override
  public void close() {
    try {
      watch.close();
    } finally {
      lock.close();
    }
  }

  private static Path created(Path home) {
    try {
      if (!Files.exists(home)) {
        Files.createDirectories(home);
        // Another account must be able to pass through, but nobody can look around.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      }
      return home.toRealPath();
    } catch (IOException e) {
      throw new HomeUnusable(
          "%s cannot be created: %s. Set FLEET_HOME to a folder that can be written."
              .formatted(home, e.getMessage()),
          e);
    }
  }

  private static ServerLog log(Path home) {
    try {
      ServerLog log = ServerLog.in(home);
      log.rotate();
      return log;
    } catch (IOException e) {
      throw new HomeUnusable("the log of %s cannot be written".formatted(home), e);
    }
  }
}
