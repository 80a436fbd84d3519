package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageFiles;
import dev.fleetprompt.platform.packages.Problem;
import dev.fleetprompt.platform.packages.WorkflowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      Optional<String> text = files.text(file);
      text.flatMap(yaml -> YamlDocument.parse(file, yaml, findings))
          .ifPresent(document -> checkNames(document, manifest, workflow));
      text.flatMap(yaml -> definition(yaml, file, files))
          .map(definition ->
              new WorkflowUse(file, Set.copyOf(definition.calls()), Set.copyOf(definition.emits())))
          .ifPresent(uses::add);
    }
    return uses;
  }

  private Optional<Definition> definition(String yaml, String file, PackageFiles files) {
    try {
      return Optional.of(Definition.parse(yaml, file, WorkflowFile.documents(files)));
    } catch (InvalidDefinitionException invalid) {
      invalid.problems().stream()
          .map(wrong ->
              new Problem(
                  wrong.file(),
                  wrong.line(),
                  wrong.column(),
                  wrong.path(),
                  wrong.message(),
                  wrong.remedy()))
          .forEach(findings::add);
      return Optional.empty();
    }
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
}
