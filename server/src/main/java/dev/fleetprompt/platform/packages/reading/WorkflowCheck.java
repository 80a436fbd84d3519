package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a package's workflows can be read, and what they use. */
final class WorkflowCheck {

  private final Findings findings;

  WorkflowCheck(Findings findings) {
    this.findings = findings;
  }

  List<WorkflowUse> check(Manifest manifest, PackageFiles files) {
    List<WorkflowUse> uses = new ArrayList<>();
    for (String workflow : manifest.provides().workflows()) {
      String file = Manifest.workflowFile(workflow);
      files
          .text(file)
          .flatMap(text -> YamlDocument.parse(file, text, findings))
          .ifPresent(document -> {
            checkNames(document, manifest, workflow);
            uses.add(use(file, document.root()));
          });
    }
    return uses;
  }

  private void checkNames(YamlDocument document, Manifest manifest, String workflow) {
    requireText(document, "/document/name", workflow);
    requireText(document, "/document/namespace", manifest.name().publisher());
    requireText(document, "/document/version", manifest.version().toString());
  }

  private void requireText(YamlDocument document, String pointer, String expected) {
    String found = document.root().at(pointer).asString("");
    if (!found.equals(expected)) {
      findings.add(
          document.problem(
              pointer, "'" + found + "' does not match the package.", "Write '" + expected + "'."));
    }
  }

  private static WorkflowUse use(String file, JsonNode root) {
    Set<String> own = new HashSet<>(root.at("/use/functions").propertyNames());
    Set<String> calls = new HashSet<>();
    Set<String> emits = new HashSet<>();
    collect(root, calls, emits);
    calls.removeAll(own);
    return new WorkflowUse(file, calls, emits);
  }

  private static void collect(JsonNode node, Set<String> calls, Set<String> emits) {
    Optional.ofNullable(node.get("call"))
        .filter(JsonNode::isString)
        .ifPresent(call -> calls.add(call.stringValue()));
    JsonNode type = node.at("/emit/event/with/type");
    if (type.isString()) {
      emits.add(type.stringValue());
    }
    node.values().forEach(inner -> collect(inner, calls, emits));
  }
}
