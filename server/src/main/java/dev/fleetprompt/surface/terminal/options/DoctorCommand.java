package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Looks at everything FleetPrompt needs, and says what is wrong and what to do.")
final class DoctorCommand implements RequestSource {
  @Mixin HelpOption help;

  @Override
  public Request request() {
    return new Request.Doctor();
  }
}
