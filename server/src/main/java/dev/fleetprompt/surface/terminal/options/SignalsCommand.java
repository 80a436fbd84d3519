package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "signals", description = "Lists the latest signals, newest first.")
final class SignalsCommand implements RequestSource {
  @Mixin HelpOption help;
  @Mixin ListOptions list;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only this type or family, such as directive or shop.order.")
  Optional<String> family;

  @Override
  public Request request() {
    return new Request.ListSignals(list.organization, list.size, family);
  }
}
