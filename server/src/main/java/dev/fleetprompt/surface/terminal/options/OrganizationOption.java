package dev.fleetprompt.surface.terminal.options;

import picocli.CommandLine.Option;

final class OrganizationOption {
  @Option(
      names = "--organization",
      paramLabel = "SLUG",
      defaultValue = "demo",
      description = "The organization's short name (demo if not given).")
  String slug = "demo";
}
