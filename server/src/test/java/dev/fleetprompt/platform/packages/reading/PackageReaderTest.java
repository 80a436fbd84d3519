package dev.fleetprompt.platform.packages.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fleetprompt.platform.packages.InvalidPackageException;
import dev.fleetprompt.platform.packages.PackageLint;
import dev.fleetprompt.platform.packages.PackageVersion;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.packages.WorkflowFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageReaderTest {

  private static final PackageReader READER = new PackageReader(PackageFolder.VOCABULARY);

  @TempDir private Path temporary;

  private static List<Problem> problems(PackageFolder folder) {
    InvalidPackageException invalid =
        catchThrowableOfType(
            InvalidPackageException.class, () -> READER.read("a test", folder.files()));
    return invalid == null ? List.of() : invalid.problems();
  }

  @Test
  void aSoundPackageIsRead() {
    PackageVersion version = READER.read("a test", new PackageFolder().files());

    assertThat(version).hasToString("acme/hello 1.0.0");
    assertThat(version.digest()).hasSize(64);
  }

  @Test
  void theShippedPackageHasNoProblems() {
    assertThat(
            new PackageLint(PackageFolder.VOCABULARY)
                .check(Path.of("../packages/daily-ops-digest")))
        .isEmpty();
  }

  /** One change each to package.yaml, and what is said about it. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("name: acme/hello", "name: Hello", "/name", "is no package name", "publisher/name"),
        mistake(
            "name: acme/hello",
            "nam: acme/hello",
            "",
            "'name' is missing",
            "Add 'name: publisher/name'"),
        mistake(
            "name: acme/hello", "nam: acme/hello", "/nam", "'nam' is not known here", "use one of"),
        mistake("version: 1.0.0", "version: '1.0'", "/version", "is no version", "1.0.0"),
        mistake("version: 1.0.0", "version: 1", "/version", "must be a text", "1.0.0"),
        mistake("title: Hello", "title: ''", "/title", "must be a text", "title:"),
        mistake(
            "category: operations", "category: fun", "/category", "is no category", "operations"),
        mistake(
            "platform: \">=0.1.0 <1.0.0\"",
            "platform: \">=2.0.0\"",
            "/platform",
            "made for platform >=2.0.0",
            "newer platform"),
        mistake(
            "platform: \">=0.1.0 <1.0.0\"",
            "platform: soon",
            "/platform",
            "is no version",
            ">=0.1.0 <1.0.0"),
        mistake(
            "  type: object",
            "  type: array",
            "/configuration/type",
            "must be an object",
            "type: object"),
        mistake(
            "additionalProperties: false",
            "additionalProperties: true",
            "/configuration/additionalProperties",
            "must be refused",
            "additionalProperties: false"),
        mistake(
            "format: time-zone, ",
            "format: zone, ",
            "/configuration/properties/zone/format",
            "no format known here",
            "time-zone"),
        mistake("description: When.", "title: When", "", "no valid YAML", "Correct the file"),
        mistake(
            "title: Time, description: When.",
            "title: Time",
            "/configuration/properties/time",
            "has no description",
            "description"),
        mistake(
            "default: \"08:00\"",
            "default: \"8am\"",
            "/configuration/properties/time/default",
            "does not fit its own schema",
            "Change the default"),
        mistake(
            "required: [connection, zone]",
            "required: [connection, zone, x]",
            "/configuration/required",
            "'x' is required but not described",
            "properties"),
        mistake(
            "required: [connection, zone]",
            "required: [connection]",
            "/schedules/0/zone",
            "may be left out",
            "configuration.required"),
        mistake(
            "    connection: {type",
            "    api_token: {type",
            "/configuration/properties/api_token",
            "looks like a secret",
            "format: connection"),
        mistake(
            "{type: string, format: time-zone",
            "{type: strong, format: time-zone",
            "/configuration",
            "no JSON Schema",
            "Correct the schema"),
        mistake(
            "functions: [template.render]",
            "functions: [template.rend]",
            "/permissions/functions/0",
            "does not exist on this platform",
            "Correct the name"),
        mistake(
            "functions: [template.render]",
            "functions: []",
            "/permissions/functions",
            "calls 'template.render', which is not among",
            "permissions.functions"),
        mistake(
            "functions: [template.render]",
            "functions: [template.render, activity.summarize]",
            "/permissions/functions/1",
            "no workflow uses it",
            "Remove it"),
        mistake(
            "directives: [mattermost.post]",
            "directives: []",
            "/permissions/directives",
            "calls 'mattermost.post'",
            "permissions.directives"),
        mistake(
            "directives: [mattermost.post]",
            "directives: [mattermost.post, package.install]",
            "/permissions/directives/1",
            "no workflow uses it",
            "Remove it"),
        mistake(
            "  connectors: [mattermost]",
            "  connectors: []",
            "/permissions/connectors",
            "without asking for it",
            "permissions.connectors"),
        mistake(
            "  connectors: [mattermost]",
            "  connectors: [mattermost, slack]",
            "/permissions/connectors/1",
            "no workflow uses it",
            "Remove it"),
        mistake(
            "  connectors: [mattermost]",
            "  hosts: [example.org]",
            "/permissions/hosts/0",
            "no workflow uses it",
            "Remove it"),
        mistake(
            "  connectors: [mattermost]",
            "  connectors: mattermost",
            "/permissions/connectors",
            "must be a list",
            "connectors"),
        mistake(
            "workflows: [hello]",
            "workflows: [hello, hello]",
            "/provides/workflows/1",
            "listed twice",
            "Remove one"),
        mistake(
            "workflows: [hello]",
            "workflows: [../hello]",
            "/provides/workflows",
            "no valid name",
            "daily-ops-digest"),
        mistake(
            "    workflow: hello\n    time",
            "    workflow: bye\n    time",
            "/schedules/0/workflow",
            "no workflow 'bye'",
            "provides.workflows"),
        mistake(
            "  - workflow: hello",
            "  - workflow: bye",
            "/manual/0/workflow",
            "no workflow 'bye'",
            "provides.workflows"),
        mistake("per: PT1H", "per: hourly", "/manual/0/per", "no ISO 8601 duration", "PT1H"),
        mistake("limit: 3", "limit: 0", "/manual/0/limit", "whole number from 1", "limit"),
        mistake(
            "time: {configuration: time}",
            "time: {configuration: tim}",
            "/schedules/0/time",
            "no property 'tim'",
            "configuration.properties"),
        mistake(
            "time: {configuration: time}",
            "time: {configuration: zone}",
            "/schedules/0/time",
            "used as a time of day",
            "format: time-of-day"),
        mistake(
            "time: {configuration: time}",
            "time: noon",
            "/schedules/0/time",
            "is no time of day",
            "08:30"),
        mistake(
            "time: {configuration: time}",
            "cron: every day",
            "/schedules/0/cron",
            "no cron expression",
            "five fields"),
        mistake(
            "time: {configuration: time}",
            "cron: 0 0 30 2 *",
            "/schedules/0/cron",
            "never comes true",
            "five fields"),
        mistake(
            "signals: [value.hello.said]",
            "signals: [value.hello.said]\ntriggers: [{name: t, signal: a.b, workflow: hello, filter: {colour: red}}]",
            "/triggers/0/filter",
            "colour",
            "fields below 'data'"),
        mistake(
            "signals: [value.hello.said]",
            "signals: [value.hello.said]\ntriggers: [{name: t, signal: Order, workflow: hello}]",
            "/triggers/0/signal",
            "no valid name",
            "shop.order.placed"),
        mistake(
            "time: {configuration: time}",
            "after: PT1H",
            "/schedules/0",
            "either 'time' or 'cron'",
            "not both"),
        mistake(
            "zone: {configuration: zone}",
            "zone: Berlin",
            "/schedules/0/zone",
            "no IANA time zone",
            "Europe/Berlin"),
        mistake(
            "zone: {configuration: zone}",
            "zone: {config: zone}",
            "/schedules/0/zone",
            "must be a value or name a property",
            "configuration"),
        mistake(
            "zone: {configuration: zone}",
            "zone: {configuration: zone}\n    enabled: 3",
            "/schedules/0/enabled",
            "must be a value",
            "configuration"),
        mistake(
            "signals: [value.hello.said]",
            "signals: []",
            "/signals",
            "emits 'value.hello.said'",
            "Add it to 'signals'"),
        mistake(
            "signals: [value.hello.said]",
            "signals: [value.hello.said, value.x.y]",
            "/signals/1",
            "'value.x.y' is declared, but no workflow uses it",
            "Remove it"),
        mistake(
            "signals: [value.hello.said]",
            "signals: &a [value.hello.said]",
            "",
            "anchors and aliases are not allowed",
            "Correct the file"),
        mistake("title: Hello", "title: Hello\ntitle: Again", "", "Duplicate", "Correct the file"));
  }

  private static Arguments mistake(
      String part, String replacement, String path, String message, String remedy) {
    return Arguments.of(part, replacement, path, message, remedy);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeInTheManifestIsPlacedAndExplained(
      String part, String replacement, String path, String message, String remedy) {
    List<Problem> problems =
        problems(new PackageFolder().change("package.yaml", part, replacement));

    assertThat(problems)
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo("package.yaml");
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).contains(message);
          assertThat(problem.remedy()).contains(remedy);
          assertThat(problem.line()).isPositive();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "agents/a.yaml", "workflows/other.yaml", ".env"})
  void aFileThatIsNotListedIsRefused(String path) {
    assertThat(problems(new PackageFolder().with(path, "x")))
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo(path);
          assertThat(problem.message()).contains("not listed in package.yaml");
          assertThat(problem.remedy()).contains("provides");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "workflows/hello.yaml", "templates/hello.txt", "package.yaml"})
  void aFileThatIsNeededIsMissed(String path) {
    assertThat(problems(new PackageFolder().without(path)))
        .anySatisfy(problem -> assertThat(problem.file()).isEqualTo(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside.txt", "a/../b.txt", "/etc/passwd", "a//b", "a b.txt", "1/2/3/4/5/6"})
  void aPathThatLeavesTheFolderOrIsOddIsRefused(String path) {
    assertThat(problems(new PackageFolder().with(path, "x")))
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo(path);
          assertThat(problem.message()).isEqualTo("This path is not allowed.");
        });
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    assertThat(problems(new PackageFolder().with("README.md", "x".repeat(256 * 1024 + 1))))
        .extracting(Problem::message)
        .containsExactly("This file has 262,145 bytes; at most 262,144 are allowed.");
  }

  @Test
  void tooManyFilesAreRefused() {
    PackageFolder folder = new PackageFolder();
    for (int i = 0; i < 200; i++) {
      folder.with("templates/t" + i + ".txt", "x");
    }

    assertThat(problems(folder))
        .extracting(Problem::message)
        .contains("The package has more than 200 files.");
  }

  @Test
  void aFileThatIsNoTextIsRefused() {
    assertThat(problems(new PackageFolder().with("README.md", new byte[] {(byte) 0xC3, 0x28})))
        .extracting(Problem::message)
        .contains("This file is no UTF-8 text.");
  }

  @Test
  void aSymbolicLinkIsRefused() throws IOException {
    write(new PackageFolder());
    Files.createSymbolicLink(temporary.resolve("secret.txt"), temporary.resolve("README.md"));

    assertThat(new PackageLint(PackageFolder.VOCABULARY).check(temporary))
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo("secret.txt");
          assertThat(problem.message()).isEqualTo("This is a symbolic link.");
        });
  }

  @Test
  void aFolderThatIsNotThereIsAProblem() {
    assertThat(new PackageLint(PackageFolder.VOCABULARY).check(temporary.resolve("none")))
        .hasSize(1);
  }

  @Test
  void aMistakeInATemplateHasItsLine() {
    assertThat(problems(new PackageFolder().with("templates/hello.txt", "a\nb {{{c}}}\n")))
        .containsExactly(
            new Problem(
                "templates/hello.txt",
                2,
                0,
                "",
                "'{{{c}}}' would insert a value without escaping it.",
                "Write '{{c}}'."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: hello | name: hullo | /document/name | Write 'hello'.",
        "namespace: acme | namespace: other | /document/namespace | Write 'acme'.",
        "version: 1.0.0 | version: 1.1.0 | /document/version | Write '1.0.0'.",
      })
  void aWorkflowIsNamedAsItsPackage(String part, String replacement, String path, String remedy) {
    assertThat(problems(new PackageFolder().change("workflows/hello.yaml", part, replacement)))
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo("workflows/hello.yaml");
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.remedy()).isEqualTo(remedy);
          assertThat(problem.line()).isPositive();
        });
  }

  @Test
  void aWorkflowThatCallsWhatDoesNotExistIsRefused() {
    assertThat(
            problems(
                new PackageFolder()
                    .change("workflows/hello.yaml", "call: mattermost.post", "call: pigeon.post")))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("calls 'pigeon.post', which does not exist"));
  }

  private static PackageFolder calling(String operation) {
    return new PackageFolder()
        .change(
            "package.yaml",
            "templates: [hello.txt]",
            "templates: [hello.txt]\n  documents: [shop.yaml]")
        .with(
            "documents/shop.yaml",
            """
            openapi: 3.1.0
            servers: [ { url: 'https://shop.example' } ]
            paths: { /orders: { get: { operationId: orders } } }
            """)
        .change(
            "workflows/hello.yaml",
            "  - tell:",
            "  - ask: { call: openapi, with: { document: { endpoint: 'document://shop.yaml' }, operationId: "
                + operation
                + " } }\n  - tell:");
  }

  @Test
  void aWorkflowCallsOperationsOfThePackagesDocuments() {
    assertThat(problems(calling("lost")))
        .anySatisfy(problem -> {
          assertThat(problem.file()).isEqualTo("workflows/hello.yaml");
          assertThat(problem.message()).contains("no operation 'lost'");
        });
    PackageFolder folder = calling("orders");
    assertThat(problems(folder)).noneMatch(problem -> problem.file().contains("hello.yaml"));
    assertThat(WorkflowFile.stored(folder.files(), "workflows/hello.yaml").orElseThrow())
        .contains("https://shop.example/orders");
    String other = new PackageFolder().files().text("workflows/hello.yaml").orElseThrow();
    assertThat(WorkflowFile.stored(new PackageFolder().files(), "workflows/hello.yaml"))
        .contains(other);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    PackageFolder folder =
        new PackageFolder()
            .change("package.yaml", "version: 1.0.0", "version: one")
            .change("package.yaml", "category: operations", "category: fun")
            .change("package.yaml", "  workflows: [hello]", "  workflows: [hello]\n  agents: [x]");

    assertThat(problems(folder))
        .extracting(Problem::path)
        .containsExactly("/version", "/category", "/provides/agents");
  }

  @Test
  void theDigestIsThatOfTheListing() throws Exception {
    PackageFolder folder = new PackageFolder();
    StringBuilder listing = new StringBuilder();
    var sha256 = MessageDigest.getInstance("SHA-256");
    folder
        .files()
        .all()
        .forEach((path, bytes) ->
            listing
                .append(HexFormat.of().formatHex(sha256.digest(bytes)))
                .append("  ")
                .append(path)
                .append('\n'));

    assertThat(folder.files().digest())
        .isEqualTo(
            HexFormat.of()
                .formatHex(sha256.digest(listing.toString().getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void anyChangeOfContentChangesTheDigest() {
    assertThat(new PackageFolder().with("README.md", "# Hello!\n").files().digest())
        .isNotEqualTo(new PackageFolder().files().digest());
  }

  @Test
  void hostileYamlIsRefusedQuickly() {
    String nested = "a: " + "[".repeat(100_000);

    assertThatCode(() -> problems(new PackageFolder().with("package.yaml", nested)))
        .doesNotThrowAnyException();
    assertThat(problems(new PackageFolder().with("package.yaml", nested))).isNotEmpty();
  }

  private void write(PackageFolder folder) throws IOException {
    for (var file : folder.files().all().entrySet()) {
      Path target = temporary.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }
}
