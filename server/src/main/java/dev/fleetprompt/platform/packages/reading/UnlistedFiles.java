package dev.fleetprompt.platform.packages.reading;

import dev.fleetprompt.platform.packages.Manifest;
import dev.fleetprompt.platform.packages.PackageFiles;
import java.util.HashSet;
import java.util.Set;

/** Compares what the manifest says the package brings with the files that are there. */
final class UnlistedFiles {

  private static final Set<String> ALWAYS = Set.of("package.yaml", "README.md", "LICENSE");

  private UnlistedFiles() {}

  static void check(Manifest manifest, PackageFiles files, Findings findings) {
    Set<String> listed = new HashSet<>(ALWAYS);
    for (String workflow : manifest.provides().workflows()) {
      listed.add(require(Manifest.workflowFile(workflow), "provides.workflows", files, findings));
    }
    for (String template : manifest.provides().templates()) {
      listed.add(require("templates/" + template, "provides.templates", files, findings));
    }
    for (String document : manifest.provides().documents()) {
      listed.add(require("documents/" + document, "provides.documents", files, findings));
    }
    if (!files.has("README.md")) {
      findings.file(
          "README.md",
          "The package has no README.md; the marketplace shows it.",
          "Write what the package does, what it needs and how it is set up.");
    }
    files.all().keySet().stream()
        .filter(path -> !listed.contains(path))
        .forEach(path ->
            findings.file(
                path,
                "This file is not listed in package.yaml.",
                "List it under 'provides', or remove it."));
  }

  private static String require(String path, String key, PackageFiles files, Findings findings) {
    if (!files.has(path)) {
      findings.file(
          path,
          "package.yaml lists this file under '" + key + "', but it is not there.",
          "Add the file, or remove the entry.");
    }
    return path;
  }
}
