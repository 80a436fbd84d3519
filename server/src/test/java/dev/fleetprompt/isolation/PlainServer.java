package dev.fleetprompt.isolation;

import dev.fleetprompt.platform.database.ServerLogin;
import dev.fleetprompt.testing.Await;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL such as an operator brings: of any version we support, with an owner who may make
 * roles and is nothing more.
 */
final class PlainServer implements AutoCloseable {
  private static final String PASSWORD = "plain";

  private final Path folder;
  private final Process postgres;
  private final int port;

  private PlainServer(Path folder, Process postgres, int port) {
    this.folder = folder;
    this.postgres = postgres;
    this.port = port;
  }

  /**
   * @param archive a jar with the programs, as for the embedded server
   */
  static PlainServer start(Path archive) throws Exception {
    Path folder =
        Files.createTempDirectory(
            "plain-postgres",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    unpack(archive, folder);
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    giveAway(folder);
    Path data = folder.resolve("data");
    run(
        folder,
        folder.resolve("bin/initdb").toString(),
        "-D",
        data.toString(),
        "-U",
        "super",
        "-A",
        "scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    int port = freePort();
    Process postgres =
        process(
                folder,
                folder.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off")
            .start();
    PlainServer server = new PlainServer(folder, postgres, port);
    Await.until("PostgreSQL accepts connections", server::answers);
    server.sql("create role fleet login createrole password '" + PASSWORD + "'");
    server.sql("create database fleet owner fleet");
    return server;
  }

  ServerLogin owner() {
    return new ServerLogin("jdbc:postgresql://127.0.0.1:" + port + "/fleet", "fleet", PASSWORD);
  }

  @Override
  public void close() throws Exception {
    postgres.destroy();
    if (!postgres.waitFor(20, TimeUnit.SECONDS)) {
      postgres.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean answers() {
    try {
      sql("select 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "super", PASSWORD);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().endsWith(".txz")) {
          untar(jar, folder);
          return;
        }
      }
    }
    throw new IOException("no programs in " + archive);
  }

  private static void untar(InputStream compressed, Path folder) throws IOException {
    TarArchiveInputStream entries =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(compressed, 1 << 16)));
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      Path path = folder.resolve(entry.getName()).normalize();
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(folder.resolve(path).getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(entries, path);
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** PostgreSQL does not run as root. */
  private static void giveAway(Path folder) throws Exception {
    if (isRoot()) {
      wait(new ProcessBuilder("chown", "-R", "65534:65534", folder.toString()).start());
    }
  }

  private static void run(Path folder, String... command) throws Exception {
    wait(process(folder, command).start());
  }

  private static ProcessBuilder process(Path folder, String... command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private static void wait(Process process) throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("failed: " + process.info().commandLine());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
