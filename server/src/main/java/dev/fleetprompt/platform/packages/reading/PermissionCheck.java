package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.Vocabulary;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what a package asks leave for exists here, is used, and is all that it uses. */
final class PermissionCheck {

  private final YamlDocument document;
  private final Manifest manifest;
  private final Vocabulary vocabulary;
  private final Findings findings;

  PermissionCheck(
      YamlDocument document, Manifest manifest, Vocabulary vocabulary, Findings findings) {
    this.document = document;
    this.manifest = manifest;
    this.vocabulary = vocabulary;
    this.findings = findings;
  }

  void check(Collection<WorkflowUse> uses) {
    var permissions = manifest.permissions();
    refuseUnknown("functions", permissions.functions(), vocabulary.functions());
    refuseUnknown("directives", permissions.directives(), vocabulary.directives());
    uses.forEach(this::checkCalls);
    checkConnectors(permissions.directives());
    checkSignals(uses);
    // What an unreadable workflow would have used is not known.
    if (uses.size() == manifest.provides().workflows().size()) {
      refuseUnused(uses);
    }
  }

  private void refuseUnused(Collection<WorkflowUse> uses) {
    var permissions = manifest.permissions();
    Set<String> called =
        uses.stream().flatMap(use -> use.calls().stream()).collect(Collectors.toSet());
    refuseUnused("/permissions/functions", permissions.functions(), called);
    refuseUnused("/permissions/directives", permissions.directives(), called);
    refuseUnused(
        "/permissions/connectors",
        permissions.connectors(),
        connectorsOf(permissions.directives()));
    refuseUnused(
        "/permissions/hosts",
        permissions.hosts(),
        readsHttp(called) ? permissions.hosts() : Set.of());
    refuseUnused(
        "/signals",
        manifest.signals(),
        uses.stream().flatMap(use -> use.emits().stream()).collect(Collectors.toSet()));
  }

  private void checkCalls(WorkflowUse use) {
    var permissions = manifest.permissions();
    for (String name : use.calls()) {
      boolean granted =
          permissions.functions().contains(name) || permissions.directives().contains(name);
      if (granted || STANDARD_CALLS.contains(name)) {
        continue;
      }
      boolean effect = vocabulary.directives().contains(name);
      if (effect || vocabulary.functions().contains(name)) {
        String key = effect ? "directives" : "functions";
        findings.add(
            document.problem(
                "/permissions/" + key,
                use.file() + " calls '" + name + "', which is not among the permissions.",
                "Add it to 'permissions." + key + "', or do not call it."));
      } else {
        findings.file(
            use.file(),
            "This workflow calls '" + name + "', which does not exist on this platform.",
            "Correct the name, or define it under 'use.functions'.");
      }
    }
  }

  private void refuseUnknown(String key, Set<String> names, Set<String> known) {
    int index = 0;
    for (String name : names) {
      if (!known.contains(name)) {
        findings.add(
            document.problem(
                "/permissions/" + key + "/" + index,
                "'" + name + "' does not exist on this platform.",
                "Correct the name, or use a platform that has it."));
      }
      index++;
    }
  }

  private void refuseUnused(String pointer, Set<String> names, Set<String> used) {
    int index = 0;
    for (String name : names) {
      if (!used.contains(name)) {
        findings.add(
            document.problem(
                pointer + "/" + index,
                "'" + name + "' is declared, but no workflow uses it.",
                "Remove it: people judge a package by what it declares."));
      }
      index++;
    }
  }

  /** A directive type of an outside system is called after its connector. */
  private void checkConnectors(Set<String> directives) {
    for (String connector : connectorsOf(directives)) {
      if (!INSIDE.contains(connector) && !manifest.permissions().connectors().contains(connector)) {
        findings.add(
            document.problem(
                "/permissions/connectors",
                "The package uses the connector '" + connector + "' without asking for it.",
                "Add it to 'permissions.connectors'."));
      }
    }
  }

  private void checkSignals(Collection<WorkflowUse> uses) {
    for (WorkflowUse use : uses) {
      for (String type : use.emits()) {
        if (!manifest.signals().contains(type)) {
          findings.add(
              document.problem(
                  "/signals",
                  use.file() + " emits '" + type + "', which is not among the signals.",
                  "Add it to 'signals'."));
        }
      }
    }
  }

  private static boolean readsHttp(Set<String> called) {
    return Stream.of("http", "openapi").anyMatch(called::contains);
  }

  private static Set<String> connectorsOf(Set<String> directives) {
    return directives.stream()
        .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
        .collect(Collectors.toSet());
  }

  private static final Set<String> STANDARD_CALLS = Set.of("http", "openapi", "mcp");
  private static final Set<String> INSIDE = Set.of("http", "package", "workflow", "record");
}
