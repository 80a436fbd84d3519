package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The conformance kit of the Serverless Workflow specification. */
class ConformanceKitTest {

  private static final Path KIT = Path.of("src/test/resources/conformance/serverlessworkflow-ctk");
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  static List<Scenario> scenarios() throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    try (Stream<Path> files = Files.list(KIT)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".feature")).sorted().toList()) {
        scenarios.addAll(Scenario.read(file.getFileName().toString(), Files.readString(file)));
      }
    }
    return scenarios;
  }

  @Test
  void theKitIsComplete() throws IOException {
    assertThat(scenarios()).hasSize(21);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aScenarioBehavesAsSpecified(Scenario scenario) throws InvalidDefinitionException {
    @Nullable Definition definition = null;
    String input = "{}";
    @Nullable TestRun run = null;
    for (Scenario.Step step : scenario.steps()) {
      String text = step.text();
      if (text.equals("a workflow with definition:")) {
        definition = Definition.parse(step.block(), scenario.feature(), PetStore::document);
      } else if (text.endsWith("the workflow input is:")) {
        input = step.block();
      } else if (text.equals("the workflow is executed")) {
        Objects.requireNonNull(definition);
        run =
            new TestRun(
                    definition,
                    new Interpreter(Limits.standard()),
                    TestRun.yaml(input),
                    TestRun.yaml("{}"))
                .finish(PetStore::answer);
      } else {
        Objects.requireNonNull(run);
        check(run, text, step.block());
      }
    }
  }

  private static void check(TestRun run, String step, String block) {
    if (step.startsWith("the workflow should complete")) {
      JsonNode output = run.output();
      if (!block.isEmpty()) {
        assertThat(output).isEqualTo(TestRun.yaml(block));
      }
    } else if (step.startsWith("the workflow should fault with error")) {
      assertThat(run.error().toJson()).isEqualTo(TestRun.yaml(block));
    } else if (step.startsWith("the workflow should fault")) {
      assertThat(run.end()).isInstanceOf(RunEnd.Faulted.class);
    } else if (step.contains("should have properties")) {
      quoted(step).forEach(path -> assertThat(at(run, path).isMissingNode()).as(path).isFalse());
    } else if (step.contains("property with value")) {
      assertThat(at(run, quoted(step).getFirst())).isEqualTo(TestRun.yaml(block));
    } else if (step.contains("property containing")) {
      assertThat(at(run, quoted(step).getFirst()))
          .hasSize(Integer.parseInt(step.replaceAll("\\D+", "")));
    } else if (step.matches("\\w+ should run (first|last|after \\w+)")) {
      checkOrder(run, step);
    } else {
      fail("the kit has a step that nothing checks: " + step);
    }
  }

  private static void checkOrder(TestRun run, String step) {
    String[] words = step.split(" ");
    List<String> order = TaskOrder.of(run);
    switch (words[3]) {
      case "first" -> assertThat(order.getFirst()).isEqualTo(words[0]);
      case "last" -> assertThat(order.getLast()).isEqualTo(words[0]);
      default -> assertThat(order).containsSubsequence(words[4], words[0]);
    }
  }

  private static List<String> quoted(String step) {
    Matcher matcher = QUOTED.matcher(step);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static JsonNode at(TestRun run, String path) {
    return run.output().at("/" + path.replace('.', '/'));
  }
}
