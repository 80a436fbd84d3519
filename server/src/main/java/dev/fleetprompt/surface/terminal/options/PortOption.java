package dev.fleetprompt.surface.terminal.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

final class PortOption {
  private static final int HIGHEST = 65_535;

  @Spec(Target.MIXEE)
  CommandSpec mixee;

  int port = 8080;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the page on this machine (8080 if not given; 0 takes a free one).")
  void setPort(int wanted) {
    if (wanted < 0 || wanted > HIGHEST) {
      throw new ParameterException(
          mixee.commandLine(), "--port is a number from 0 to 65535, not " + wanted + ".");
    }
    port = wanted;
  }
}
