package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "package",
    description = "Works on packages.",
    subcommands = PackageCommand.Lint.class)
final class PackageCommand implements RequestSource {
  @Mixin HelpOption help;
  @Spec CommandSpec spec;

  @Override
  public Request request() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: './fleet package lint DIRECTORY'.");
  }

  @Command(
      name = "lint",
      description = "Checks everything about a package that can be checked before it is installed.")
  static final class Lint implements RequestSource {
    @Mixin HelpOption help;

    @Parameters(
        paramLabel = "DIRECTORY",
        description = "The folder that holds the package's package.yaml.")
    Path folder;

    @Override
    public Request request() {
      return new Request.LintPackage(folder);
    }
  }
}
