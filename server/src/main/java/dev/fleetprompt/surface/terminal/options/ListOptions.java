package dev.fleetprompt.surface.terminal.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

final class ListOptions {
  private static final int MOST = 200;

  @Spec(Target.MIXEE)
  CommandSpec mixee;

  @Option(
      names = "--organization",
      paramLabel = "SLUG",
      defaultValue = "demo",
      description = "The organization's short name (demo if not given).")
  String organization = "demo";

  int size = 20;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "NUMBER",
      description = "How many to show, at most 200 (20 if not given).")
  void setSize(int wanted) {
    if (wanted < 1 || wanted > MOST) {
      throw new ParameterException(
          mixee.commandLine(), "--last is a number from 1 to 200, not " + wanted + ".");
    }
    size = wanted;
  }
}
