package dev.fleetprompt.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outermost tasks of a run in the order in which they ended, found by a run that notes them.
 */
final class TaskOrder {

  private TaskOrder() {}

  static List<String> of(TestRun run) {
    JsonNode document = run.definition.document().deepCopy();
    for (JsonNode item : document.path("do")) {
      for (Map.Entry<String, JsonNode> task : item.properties()) {
        ((ObjectNode) task.getValue())
            .putObject("export")
            .put("as", "${ ($context // []) + [$task.name] }");
      }
    }
    TestRun noting =
        new TestRun(
                TestRun.parse(document.toString(), PetStore::document),
                run.interpreter,
                run.state.facts().input(),
                run.state.facts().context())
            .finish(PetStore::answer);
    List<String> names = new ArrayList<>();
    noting.state.exported().forEach(name -> names.add(name.stringValue()));
    return names;
  }
}
