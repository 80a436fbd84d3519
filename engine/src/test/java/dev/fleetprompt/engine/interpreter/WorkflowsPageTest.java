package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The examples of {@code docs/workflows.md} do what the page says. */
class WorkflowsPageTest {

  private static final Pattern BLOCK =
      Pattern.compile(
          "```\\w+ (workflow|input|events|document|output|continued|error|refused)\\n(.*?)```",
          Pattern.DOTALL);

  /** Blocks by their kind, from one workflow to the next. */
  static List<Map<String, String>> examples() throws IOException {
    List<Map<String, String>> examples = new ArrayList<>();
    String page = Files.readString(Path.of("../docs/workflows.md"));
    for (MatchResult block : BLOCK.matcher(page).results().toList()) {
      if (block.group(1).equals("workflow")) {
        examples.add(new HashMap<>());
      }
      examples.getLast().put(block.group(1), block.group(2));
    }
    return examples;
  }

  @Test
  void thePageHasExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleDoesWhatThePageSays(Map<String, String> example) throws Exception {
    String text = example.getOrDefault("workflow", "");
    String refusal = example.get("refused");
    if (refusal != null) {
      try {
        Definition.parse(text, "workflow.yaml");
        fail("not refused");
      } catch (InvalidDefinitionException e) {
        assertThat(e.getMessage()).isEqualTo(refusal.strip());
      }
      return;
    }
    TestRun run =
        new TestRun(
            Definition.parse(
                text, "workflow.yaml", uri -> Optional.ofNullable(example.get("document"))),
            new Interpreter(Limits.standard()),
            TestRun.yaml(example.getOrDefault("input", "{}")),
            TestRun.yaml("{}"));
    TestRun.yaml(example.getOrDefault("events", "[]")).forEach(run.events::add);
    run.finish(WorkflowsPageTest::answer);
    assertThat(run.events).isEmpty();
    String continued = example.get("continued");
    if (continued != null) {
      assertThat(run.end()).isEqualTo(new RunEnd.Continued(TestRun.yaml(continued)));
      return;
    }
    String error = example.get("error");
    if (error != null) {
      TestRun.yaml(error)
          .properties()
          .forEach(entry ->
              assertThat(run.error().toJson().get(entry.getKey())).isEqualTo(entry.getValue()));
    } else {
      assertThat(run.output()).isEqualTo(TestRun.yaml(example.getOrDefault("output", "")));
    }
  }

  private static JsonNode answer(Command.Call call) {
    if (call.function().equals("flaky") && call.attempt() < 3) {
      throw new TestRun.CallFailure(
          new WorkflowError(StandardErrors.COMMUNICATION, 503, "Unavailable", null, null));
    }
    return call.arguments();
  }
}
