package dev.fleetprompt.surface.terminal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.FleetPrompt;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Commands that reach a running server, over real HTTP and a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {
  @TempDir private static Path home;

  private final TestDatabase database = TestDatabase.fresh();
  private ConfigurableApplicationContext application;
  private int port;

  /** What a person would see. */
  private static final class Heard implements Console {
    final List<String> lines = new ArrayList<>();

    @Override
    public void say(String text) {
      lines.add(text);
    }

    @Override
    public void warn(String text) {
      lines.add("WARNING " + text);
    }

    String text() {
      return String.join("\n", lines);
    }
  }

  @BeforeAll
  void start() throws Exception {
    application =
        new SpringApplicationBuilder(FleetPrompt.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                Map.of(
                    "server.port", 0,
                    "fleet.home", home.toString(),
                    "fleet.database.url", database.login().jdbcUrl(),
                    "fleet.database.user", database.login().user(),
                    "fleet.database.password", database.login().password()))
            .run();
    port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    database.organization("acme");
    new ServerFile(home)
        .write(
            new ServerFile.Server(
                ProcessHandle.current().pid(),
                port,
                application.getBean(ControlToken.class).reveal()));
  }

  @AfterAll
  void stop() {
    application.close();
    database.close();
  }

  @Test
  void theFileIsForItsOwnerOnly() throws Exception {
    Path file = home.resolve("run").resolve("server.json");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("run"))))
        .isEqualTo("rwx------");
    assertThat(new ServerFile(home).running())
        .hasValueSatisfying(server -> assertThat(server.toString()).doesNotContain("token"));
  }

  @Test
  void aCommandIsCarriedOutThere() throws Exception {
    assertThat(perform("signals", "--organization", "acme")).isEqualTo("0 No signal yet.");
    assertThat(perform("runs", "--organization", "acme")).isEqualTo("0 No run yet.");
    assertThat(perform("directive", "--organization", "acme")).isEqualTo("0 No directive yet.");
    assertThat(perform("retention")).isEqualTo("0 Nothing was due.");
    assertThat(perform("doctor")).startsWith("0 ").contains("Everything is fine.");
    assertThat(perform("up")).startsWith("0 ").contains("http://localhost:" + port + "/set-up/");
  }

  @Test
  void failuresSayWhatToDo() throws Exception {
    assertThat(perform("signals", "--organization", "nobody"))
        .startsWith("1 WARNING There is no organization 'nobody'.");
    assertThat(
            perform(
                "directive",
                "resolve",
                "0198a1b2-0000-7000-8000-000000000001",
                "--leave",
                "--organization",
                "acme"))
        .startsWith("1 WARNING There is no directive 0198a1b2");
    assertThat(perform("frobnicate")).startsWith("2 WARNING");
  }

  @Test
  void pathsAreMeantFromTheCallersFolder() throws Exception {
    Files.createDirectories(home.resolve("empty"));

    assertThat(perform("package", "lint", "empty"))
        .startsWith(ExitCode.FAILED.number() + " WARNING")
        .contains("package.yaml");
  }

  @Test
  void withoutTheTokenNothingIsCarriedOut() throws Exception {
    Heard heard = new Heard();

    OptionalInt exit =
        new RunningServer(new ServerFile.Server(1, port, "guess"))
            .perform(home, List.of("runs"), heard);

    assertThat(exit).isEmpty();
    assertThat(heard.lines).isEmpty();
  }

  @Test
  void aServerThatIsGoneIsNotWaitedFor() throws Exception {
    assertThat(
            new RunningServer(new ServerFile.Server(1, 1, "any"))
                .perform(home, List.of("runs"), new Heard()))
        .isEmpty();
  }

  @Test
  void healthIsToldWithReasons() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    var live =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live")).build(),
            BodyHandlers.ofString());
    var ready =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build(),
            BodyHandlers.ofString());

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.body())
        .contains("\"database\"", "\"migrations\"", "\"partitions\"", "\"lease\"", "\"detail\"");
    assertThat(ready.statusCode()).isIn(200, 503);
  }

  private String perform(String... arguments) throws Exception {
    Heard heard = new Heard();
    int exit =
        new RunningServer(new ServerFile(home).running().orElseThrow())
            .perform(home, List.of(arguments), heard)
            .orElseThrow();
    return exit + " " + heard.text();
  }
}
