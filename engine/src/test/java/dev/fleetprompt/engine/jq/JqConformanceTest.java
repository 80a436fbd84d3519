package dev.fleetprompt.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Runs jq's own tests from {@code shared/conformance/jq}; the few that do not apply are listed with
 * their reason.
 */
class JqConformanceTest {
  private enum Reason {
    ENVIRONMENT,
    SOURCE_LOCATION,
    BINARY_DOUBLES
  }

  /** Mirrored in {@code docs/conformance.md}. */
  private static final Map<String, Reason> EXCLUDED =
      Map.of(
          "try error(\"\\($__loc__)\") catch .",
          Reason.SOURCE_LOCATION,
          "$ENV.PAGER",
          Reason.ENVIRONMENT,
          "env.PAGER",
          Reason.ENVIRONMENT,
          ". == {\"b\": {\"d\": (4 + 1e-20), \"c\": 3}, \"a\":1}",
          Reason.BINARY_DOUBLES,
          ". as $big | [$big, $big + 1] | map(. > 10000000000000000000000000000000) | . == if have_decnum then [true,"
              + " false] else [false, false] end",
          Reason.BINARY_DOUBLES);

  @TestFactory
  Stream<DynamicTest> everyApplicableCasePasses() throws IOException {
    return cases().stream()
        .filter(example -> !EXCLUDED.containsKey(example.program()))
        .map(example -> DynamicTest.dynamicTest(example.name(), () -> verify(example)));
  }

  @TestFactory
  Stream<DynamicTest> everyExclusionIsStillNeeded() throws IOException {
    List<ConformanceCase> cases = cases();
    return EXCLUDED.entrySet().stream()
        .map(exclusion ->
            DynamicTest.dynamicTest(
                exclusion.getValue() + " " + exclusion.getKey(),
                () -> {
                  List<ConformanceCase> excluded =
                      cases.stream().filter(c -> c.program().equals(exclusion.getKey())).toList();
                  assertThat(excluded).isNotEmpty();
                  assertThat(excluded)
                      .allSatisfy(example ->
                          assertThatThrownBy(() -> verify(example))
                              .as("take this case off the list of exclusions: it passes")
                              .isNotNull());
                }));
  }

  private static void verify(ConformanceCase example) {
    List<JsonNode> results = Json.run(example.program(), example.input());
    List<JsonNode> expected = example.expected().stream().map(Json::read).toList();
    assertThat(results.stream().map(Json::text))
        .usingElementComparator((a, b) -> JqNumbers.compare(Json.read(a), Json.read(b)))
        .containsExactlyElementsOf(expected.stream().map(Json::text).toList());
  }

  private static List<ConformanceCase> cases() throws IOException {
    List<ConformanceCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".test")).sorted().toList()) {
        cases.addAll(ConformanceCase.read(file));
      }
    }
    return cases;
  }

  /** Beside the checkout, or wherever FLEET_SHARED or the property fleet.shared points. */
  private static Path folder() {
    List<Path> candidates = new ArrayList<>();
    for (String configured :
        new String[] {System.getProperty("fleet.shared"), System.getenv("FLEET_SHARED")}) {
      if (configured != null) {
        candidates.add(Path.of(configured, "conformance", "jq"));
      }
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      candidates.add(up.resolve("shared").resolve("conformance").resolve("jq"));
    }
    for (Path candidate : candidates) {
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return abort(
        "jq's tests are not here. Put them into shared/conformance/jq beside the checkout, or point FLEET_SHARED at the"
            + " folder that holds conformance/jq.");
  }
}
