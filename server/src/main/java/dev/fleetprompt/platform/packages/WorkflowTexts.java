package dev.fleetprompt.platform.packages;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the workflows of packages say of themselves; read once for each version. */
final class WorkflowTexts {

  private static final int MOST = 500;
  private static final String PREVIEW = "preview";

  private final Map<String, List<WorkflowText>> known = new ConcurrentHashMap<>();

  /** In the order of the manifest. */
  List<WorkflowText> of(PackageVersion version) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(
        version.digest(),
        digest ->
            version.manifest().provides().workflows().stream()
                .map(workflow -> text(version, workflow))
                .toList());
  }

  private static WorkflowText text(PackageVersion version, String workflow) {
    JsonNode header = header(version, workflow);
    Optional<Manifest.Manual> manual = version.manifest().manual(workflow);
    return new WorkflowText(
        workflow,
        header.path("title").asString(workflow),
        header.path("summary").asString(""),
        manual.isPresent(),
        manual.flatMap(Manifest.Manual::limit),
        manual.isPresent() && (workflow.equals(PREVIEW) || workflow.endsWith("-" + PREVIEW)));
  }

  private static JsonNode header(PackageVersion version, String workflow) {
    String file = Manifest.workflowFile(workflow);
    String content = version.files().text(file).orElse("");
    try {
      return Definition.parse(content, file, WorkflowFile.documents(version.files()))
          .document()
          .path("document");
    } catch (InvalidDefinitionException fromAnEarlierPlatform) {
      return MissingNode.getInstance();
    }
  }
}
