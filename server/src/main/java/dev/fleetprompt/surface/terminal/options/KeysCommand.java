package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Works on the keys that credentials are encrypted with.",
    subcommands = KeysCommand.Rotate.class)
final class KeysCommand implements RequestSource {
  @Mixin HelpOption help;
  @Spec CommandSpec spec;

  @Override
  public Request request() {
    throw new ParameterException(spec.commandLine(), "Say what to do: './fleet keys rotate'.");
  }

  @Command(
      name = "rotate",
      description = {
        "Adds a new key to the key file and encrypts the credentials of all organizations with it.",
        "The old keys stay in the file, since older backups need them. If it is cut short, run it again."
      })
  static final class Rotate implements RequestSource {
    @Mixin HelpOption help;

    @Override
    public Request request() {
      return new Request.RotateKeys();
    }
  }
}
