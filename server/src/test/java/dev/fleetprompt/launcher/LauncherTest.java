package dev.fleetprompt.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetprompt.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The `fleet` script in a small repository of its own, with a JDK and a Maven that only note what
 * they were asked.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String FAKE_JAVA =
      """
      #!/usr/bin/env bash
      for argument; do case $argument in
        -Djarmode=tools) mode=extract ;;
        -XX:AOTCacheOutput=*) output=${argument#*=} ;;
        -XX:AOTCache=*) echo "with a cache" ;;
        */app.??????) destination=$argument ;;
      esac; done
      if [ "${mode:-}" = extract ]; then echo jar >"$destination/app.jar"; exit 0; fi
      if [ -n "${output:-}" ]; then
        if [ -z "${FAKE_TRAINING:-}" ]; then exit 3; fi
        trap 'echo cache >"$output"; exit 143' TERM
        echo "  http://localhost:1/enter?token=t"
        echo "It runs until you press Ctrl-C."
        for second in {1..20}; do read -r -t 1 <> <(:) || true; done
        exit 4
      fi
      echo "home $FLEET_HOME"
      echo "in $PWD"
      echo "webhook ${FLEET_MATTERMOST_URL:-none}"
      while [ $# -gt 0 ]; do if [ "$1" = -jar ]; then shift 2; echo "arguments $*"; break; fi; shift; done
      exit "${FAKE_EXIT:-0}"
      """;
  private static final String FAKE_MAVEN =
      """
      #!/usr/bin/env bash
      echo "$JAVA_HOME $*${FLEET_MATTERMOST_URL:-}" >>"$NOTES"
      if [ -n "${FAKE_MAVEN_FAILS:-}" ]; then
        echo "[INFO] noise"; echo "[ERROR] Broken.java:[1,1] no"; echo "[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0"; exit 1
      fi
      if [ -n "${FAKE_MAVEN_SECONDS:-}" ]; then read -r -t "$FAKE_MAVEN_SECONDS" <> <(:) || true; fi
      mkdir -p server/target; echo jar >server/target/fleetprompt-server-1-app.jar
      echo "[INFO] noise"
      echo "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 1 s -- in some.Test"
      echo "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1"
      echo "[WARNING] Tests run: 40, Failures: 0, Errors: 0, Skipped: 2"
      """;

  private static final String WEBHOOK = "https://mattermost.example/hooks/4tq8z1madeup7token";

  @TempDir Path folder;
  private Path repository;
  private Path jdk;
  private final Map<Process, Path> outputs = new IdentityHashMap<>();

  record Ended(int code, String out, String err) {}

  @BeforeEach
  void aRepository() throws IOException {
    folder = folder.toRealPath();
    repository = Files.createDirectories(folder.resolve("a repository"));
    jdk = folder.resolve("jdk-25");
    Files.copy(Path.of("..", "fleet").toRealPath(), repository.resolve("fleet"));
    for (String module : List.of("engine", "server")) {
      Files.createDirectories(repository.resolve(module).resolve("src/main/java"));
      Files.writeString(repository.resolve(module).resolve("pom.xml"), "<project/>");
      Files.writeString(repository.resolve(module).resolve("src/main/java/A.java"), "class A {}");
    }
    Files.writeString(repository.resolve("pom.xml"), "<project/>");
    Files.createDirectories(jdk);
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"25.0.3\"\n");
    program(jdk.resolve("bin/java"), FAKE_JAVA);
    program(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    program(folder.resolve("tools/mvn"), FAKE_MAVEN);
    sourcesAreOlderThanNow();
  }

  @Test
  void theFirstCommandBuildsAndTheSecondDoesNot() throws Exception {
    Ended first = fleet("doctor");
    Ended second = fleet("doctor");

    assertThat(first.code()).isZero();
    assertThat(first.err())
        .contains("Building FleetPrompt for the first time")
        .contains("Built in");
    assertThat(second.err()).isEmpty();
    assertThat(builds())
        .hasSize(1)
        .first()
        .asString()
        .startsWith(jdk + " -B -q -ntp -pl server -am package");
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws Exception {
    fleet("doctor");
    sourcesAreOlderThanNow();
    Files.writeString(repository.resolve("engine/src/main/java/A.java"), "class A { int b; }");

    fleet("doctor");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void aChangedPageIsBuiltAgain() throws Exception {
    userInterface("v20.19.0");
    fleet("doctor");
    sourcesAreOlderThanNow();
    Files.writeString(repository.resolve("ui/src/Page.svelte"), "<h1>Changed</h1>");

    fleet("doctor");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void aNodeThatIsTooOldIsNamedBeforeBuilding() throws Exception {
    userInterface("v20.18.3");

    Ended refused = fleet("doctor");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("no Node.js 20.19 or newer");
    assertThat(folder.resolve("notes")).doesNotExist();
  }

  @Test
  void aRemovedSourceIsBuiltAgain() throws Exception {
    fleet("doctor");
    Files.delete(repository.resolve("server/src/main/java/A.java"));

    fleet("doctor");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoCommandsAtOnceBuildOnce() throws Exception {
    Process one = start(List.of("FAKE_MAVEN_SECONDS=1"), "doctor");
    Process other = start(List.of("FAKE_MAVEN_SECONDS=1"), "doctor");

    assertThat(ended(one).code()).isZero();
    assertThat(ended(other).code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aFailedBuildShowsItsErrorsAndNamesItsLog() throws Exception {
    Ended ended = ended(start(List.of("FAKE_MAVEN_FAILS=1"), "doctor"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains(
            "Broken.java:[1,1] no", "the build failed", repository + "/target/fleet/build.log")
        .doesNotContain("noise");
    assertThat(fleet("doctor").code()).as("a later, good build").isZero();
  }

  @Test
  void argumentsFolderAndExitCodeAreTheApplications() throws Exception {
    Ended ended = ended(start(List.of("FAKE_EXIT=7"), "demo", "--orders", "a file.csv"));

    assertThat(ended.code()).isEqualTo(7);
    assertThat(ended.out())
        .contains("arguments demo --orders a file.csv")
        .contains("in " + folder)
        .contains("home " + repository + "/.fleet");
  }

  @ParameterizedTest
  @MethodSource("waysToGiveAWebhook")
  void aWebhookLeavesTheArgumentsBeforeAnythingElseHappens(List<String> arguments)
      throws Exception {
    Process process = start(List.of("FAKE_MAVEN_SECONDS=2"), arguments.toArray(String[]::new));
    Await.until("the build runs", () -> Files.exists(folder.resolve("notes")));
    List<String> commands =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .map(each -> each.info().commandLine().orElse(""))
            .toList();
    Ended ended = ended(process);

    assertThat(commands)
        .hasSizeGreaterThan(1)
        .anyMatch(command -> command.contains("fleet demo --once --json"))
        .noneMatch(command -> command.contains(WEBHOOK));
    assertThat(ended.out())
        .contains("webhook " + WEBHOOK + "\n")
        .contains("arguments demo --once --json a file\n");
    assertThat(filesWith(WEBHOOK)).containsExactly(outputs.get(process));
  }

  static List<List<String>> waysToGiveAWebhook() {
    return List.of(
        List.of("demo", "--once", "--mattermost", WEBHOOK, "--json", "a file"),
        List.of("demo", "--mattermost=" + WEBHOOK, "--once", "--json", "a file"),
        List.of(
            "--mattermost",
            "https://a.example/hooks/old",
            "demo",
            "--once",
            "--json",
            "a file",
            "--mattermost",
            WEBHOOK));
  }

  @Test
  void aWebhookThatIsMissingIsAskedForWithoutBuilding() throws Exception {
    Ended ended = fleet("demo", "--mattermost");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("--mattermost needs the address");
    assertThat(folder.resolve("notes")).doesNotExist();
  }

  @Test
  void aRelativeHomeIsMeantFromTheCallersFolder() throws Exception {
    assertThat(ended(start(List.of("FLEET_HOME=data"), "doctor")).out())
        .contains("home " + folder + "/data");
  }

  @Test
  void itWorksThroughASymbolicLink() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), repository.resolve("fleet"));

    Ended ended = ended(start(folder.resolve("link"), List.of(), "runs"));

    assertThat(ended.out()).contains("arguments runs", "home " + repository + "/.fleet");
  }

  @Test
  void aServerThatWasTrainedMakesLaterStartsShort() throws Exception {
    Ended ended = ended(start(List.of("FLEET_FAST_START=yes", "FAKE_TRAINING=yes"), "runs"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("with a cache", "arguments runs");
    assertThat(fleet("runs").out()).contains("with a cache");
  }

  @Test
  void aFailedTrainingOfTheStartChangesNothingElse() throws Exception {
    Ended ended = ended(start(List.of("FLEET_FAST_START=yes"), "runs"));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("arguments runs");
  }

  @Test
  void anotherCommandIsRefusedWithoutBuilding() throws Exception {
    Ended ended = fleet("frobnicate");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("no command 'frobnicate'", "./fleet help");
    assertThat(folder.resolve("notes")).doesNotExist();
  }

  @Test
  void helpNeedsNoBuild() throws Exception {
    assertThat(fleet("help").out())
        .contains("./fleet demo", "./fleet test", repository + "/.fleet");
    assertThat(folder.resolve("notes")).doesNotExist();
  }

  @Test
  void testsShowTheirTotalsAndNothingElse() throws Exception {
    Ended ended = fleet("test", "-Dtest=Some");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("-- in some.Test")
        .contains("All modules: Tests run: 42, Failures: 0, Errors: 0, Skipped: 3")
        .doesNotContain("noise");
    assertThat(builds()).containsExactly(jdk + " -B -ntp verify -Dtest=Some");
  }

  @Test
  void failedTestsFailTheCommand() throws Exception {
    Ended ended = ended(start(List.of("FAKE_MAVEN_FAILS=1"), "test"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("[ERROR] Broken.java");
    assertThat(ended.err()).contains("the checks failed", "target/fleet/test.log");
  }

  private Ended fleet(String... arguments) throws Exception {
    return ended(start(List.of(), arguments));
  }

  private Process start(List<String> environment, String... arguments) throws IOException {
    return start(repository.resolve("fleet"), environment, arguments);
  }

  private Process start(Path script, List<String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FLEET_"));
    builder.environment().put("FLEET_FAST_START", "no");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("NOTES", folder.resolve("notes").toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("tools").toString(), (old, tools) -> tools + ":" + old);
    for (String variable : environment) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Path.of(out + ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    outputs.put(process, out);
    return process;
  }

  private Ended ended(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the script ended").isTrue();
    Path out = outputs.get(process);
    return new Ended(
        process.exitValue(), Files.readString(out), Files.readString(Path.of(out + ".err")));
  }

  private List<Path> filesWith(String text) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("notes"));
  }

  private void userInterface(String node) throws IOException {
    Files.createDirectories(repository.resolve("ui/src"));
    Files.writeString(repository.resolve("ui/package.json"), "{}");
    Files.writeString(repository.resolve("ui/src/Page.svelte"), "<h1>Page</h1>");
    program(folder.resolve("tools/node"), "#!/bin/sh\necho " + node + "\n");
    program(folder.resolve("tools/npm"), "#!/bin/sh\n");
    sourcesAreOlderThanNow();
  }

  private void sourcesAreOlderThanNow() throws IOException {
    FileTime past = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    try (var all = Files.walk(repository)) {
      for (Path path :
          all.filter(path -> !path.startsWith(repository.resolve("target"))).toList()) {
        Files.setLastModifiedTime(path, past);
      }
    }
  }

  private static void program(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
