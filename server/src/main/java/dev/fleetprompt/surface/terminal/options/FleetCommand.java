package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole command line. Each command only makes a request of what was typed. */
@Command(
    name = "./fleet",
    description = "FleetPrompt: packaged agent systems, under control.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      PersonCommand.class,
      DirectiveCommand.class,
      SignalsCommand.class,
      RunsCommand.class,
      RetentionCommand.class,
      KeysCommand.class,
      PackageCommand.class,
      DoctorCommand.class
    })
public final class FleetCommand implements RequestSource {
  @Spec CommandSpec spec;

  @Override
  public Request request() {
    throw new ParameterException(spec.commandLine(), "Name a command; './fleet help' lists them.");
  }
}
