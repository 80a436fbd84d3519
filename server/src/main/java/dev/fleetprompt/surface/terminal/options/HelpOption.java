package dev.fleetprompt.surface.terminal.options;

import picocli.CommandLine.Option;

final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
