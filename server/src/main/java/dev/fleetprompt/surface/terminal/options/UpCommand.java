package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "up",
    description =
        "Starts the server on this machine and prints where to come in. If it runs already, prints that again.")
final class UpCommand implements RequestSource {
  @Mixin HelpOption help;
  @Mixin PortOption port;

  @Override
  public Request request() {
    return new Request.Up(port.port);
  }
}
