package dev.fleetprompt.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.HomeLocked;
import dev.fleetprompt.platform.database.embedded.EmbeddedServerException.PortInUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Path home;
  private static EmbeddedServer server;

  @BeforeAll
  static void start() throws IOException {
    home = TestHome.create();
    server = TestHome.start(home);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    TestHome.deleteAll();
  }

  @Test
  void commitsAreDurableAndTheCommandLineSaysSo() throws Exception {
    assertThat(
            rows(
                server,
                """
                select name || ' ' || setting || ' ' || source from pg_settings
                 where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name
                """))
        .containsExactly(
            "fsync on command line",
            "full_page_writes on command line",
            "synchronous_commit on command line");
  }

  @Test
  void theServerListensOnLoopbackOnlyAndItsOwnerIsNoSuperuser() throws Exception {
    assertThat(rows(server, "show listen_addresses")).containsExactly("127.0.0.1");
    assertThat(rows(server, "show unix_socket_directories")).containsExactly("");
    assertThat(rows(server, "select rolsuper from pg_roles where rolname = current_user"))
        .containsExactly("f");
    assertThat(rows(server, "select datlocprovider::text || datlocale from pg_database limit 1"))
        .containsExactly("bC.UTF-8");
  }

  @Test
  void nobodyEntersWithoutTheOwnersPassword() throws Exception {
    for (String user : List.of("fleet_owner", "postgres")) {
      for (String password : List.of("", "wrong")) {
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), user, password))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.jdbcUrl(), "postgres", server.ownerPassword()))
        .hasMessageContaining("pg_hba.conf rejects");
  }

  @Test
  void anotherOsUserReadsNeitherPasswordNorData() throws Exception {
    assumeTrue(isRoot(), "needs root to become another user");
    Path password = home.resolve("postgres/owner.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
    assertThat(asNobody("cat", password.toString()).output()).contains("Permission denied");
    assertThat(asNobody("ls", server.data().toString()).output()).contains("Permission denied");
    assertThat(asNobody("ls", home.toString()).output()).contains("Permission denied");
    assertThat(asNobody("cat", home.resolve("log/postgres.log").toString()).output())
        .contains("Permission denied");
    assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid")).isNotIn(0, 65534);
  }

  @Test
  void dataSurvivesARestartOnTheSamePort() throws Exception {
    Path home = TestHome.create();
    int port;
    try (EmbeddedServer server = TestHome.start(home)) {
      port = server.port();
      run(server, "create table kept as select 42 as answer");
    }
    try (EmbeddedServer server = TestHome.start(home)) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(rows(server, "select answer from kept")).containsExactly("42");
    }
  }

  @Test
  void aKilledServerComesBackOnTheSamePort() throws Exception {
    try (EmbeddedServer server = TestHome.start(TestHome.create())) {
      run(server, "create table kept as select 42 as answer");
      long killed = server.pid();

      Processes.signal("KILL", killed);

      assertThat(Processes.await(SOON, () -> answers(server))).isTrue();
      assertThat(server.pid()).isNotEqualTo(killed);
      assertThat(rows(server, "select answer from kept")).containsExactly("42");
    }
  }

  @Test
  void aSecondStartInTheSameProcessIsRefused() throws Exception {
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> TestHome.start(home))
          .isInstanceOf(HomeLocked.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("port " + server.port());
    }
  }

  @Test
  void aSecondProcessIsRefusedAndAKilledOnesServerIsReplaced() throws Exception {
    Path home = TestHome.create();
    Process holder = holder(home);
    String[] ready = firstLine(holder).split(" ");
    long orphan = Long.parseLong(ready[2]);
    try {
      assertThatThrownBy(() -> TestHome.start(home))
          .isInstanceOf(HomeLocked.class)
          .hasMessageContaining("pid " + holder.pid())
          .hasMessageContaining("port " + ready[1]);
    } finally {
      holder.destroyForcibly().waitFor();
    }

    try (EmbeddedServer server = TestHome.start(home)) {
      assertThat(server.port()).isEqualTo(Integer.parseInt(ready[1]));
      assertThat(server.pid()).isNotEqualTo(orphan);
      assertThat(Processes.isServerOf(orphan, server.data())).isFalse();
      assertThat(answers(server)).isTrue();
    }
  }

  @Test
  void aStrangerWithTheStalePidIsNeverSignalled() throws Exception {
    Path home = TestHome.create();
    Path data = stoppedAgain(home);
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      leavePidFile(data, stranger.pid());

      TestHome.start(home).close();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aZombieWithTheStalePidIsIgnored() throws Exception {
    Path home = TestHome.create();
    Path data = stoppedAgain(home);
    // The shell's child ends at once, and sleep, which the shell becomes, never asks for its state.
    Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 60").start();
    try {
      leavePidFile(data, Long.parseLong(firstLine(parent)));

      try (EmbeddedServer server = TestHome.start(home)) {
        assertThat(answers(server)).isTrue();
      }
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aWantedPortThatIsTakenIsNamed() throws Exception {
    Path home = TestHome.create();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(
              () -> EmbeddedServer.start(home, OptionalInt.of(taken.getLocalPort()), Map.of()))
          .isInstanceOf(PortInUse.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("FLEET_DATABASE_PORT");
    }
    TestHome.start(home).close();
  }

  @Test
  void aRememberedPortThatIsTakenIsReplaced() throws Exception {
    Path home = TestHome.create();
    stoppedAgain(home);
    int last = Integer.parseInt(Files.readString(home.resolve("postgres/port")));
    try (ServerSocket taken = new ServerSocket(last, 1, InetAddress.ofLiteral("127.0.0.1"));
        EmbeddedServer server = TestHome.start(home)) {
      assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void aHomeThatTheServersAccountCannotReachLeadsElsewhere(@TempDir Path closed) throws Exception {
    assumeTrue(isRoot(), "only root runs the server as another account");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Path elsewhere = TestHome.create();
    Path home = closed.resolve("home");
    for (int start = 1; start <= 2; start++) {
      try (EmbeddedServer server =
          EmbeddedServer.start(home, OptionalInt.empty(), Map.of(), elsewhere)) {
        assertThat(server.data()).startsWith(elsewhere);
        assertThat(answers(server)).isTrue();
        assertThat(elsewhere.resolve(server.data().getParent()).resolve("holder")).exists();
      }
    }
    assertThat(Files.isSymbolicLink(home.resolve("postgres"))).isTrue();
  }

  @Test
  void settingsThatDurabilityRestsOnCannotBeChanged() throws Exception {
    Path home = TestHome.create();

    assertThatThrownBy(
            () -> EmbeddedServer.start(home, OptionalInt.empty(), Map.of("fsync", "off")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fsync");
  }

  @Test
  void theProgramsAreOfTheReleaseThatTheirFolderNames() throws Exception {
    assertThat(rows(server, "show server_version")).containsExactly(Binaries.RELEASE);
  }

  @Test
  void noPasswordIsInTheServersLog() throws Exception {
    assertThatThrownBy(() -> run(server, "select 1/0 as \"" + server.ownerPassword() + "\""))
        .isInstanceOf(SQLException.class);
    assertThat(Files.readString(home.resolve("log/postgres.log")))
        .contains("division by zero")
        .doesNotContain(server.ownerPassword());
  }

  private static Path stoppedAgain(Path home) {
    try (EmbeddedServer server = TestHome.start(home)) {
      return server.data();
    }
  }

  private static void leavePidFile(Path data, long pid) throws IOException {
    Files.writeString(
        PidFile.in(data), pid + "\n" + data + "\n1\n5432\n\n127.0.0.1\n0 0\nready   \n");
  }

  private static Process holder(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerHolder.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.matches("ready .*|\\d+")) {
      line = output.readLine();
    }
    return line == null ? "" : line;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static Command.Result asNobody(String... words) {
    return new Command(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), words)
        .run();
  }

  private static boolean answers(EmbeddedServer server) {
    try {
      return rows(server, "select 1").equals(List.of("1"));
    } catch (SQLException e) {
      return false;
    }
  }

  private static void run(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(EmbeddedServer server, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static Connection connect(EmbeddedServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.owner(), server.ownerPassword());
  }
}
