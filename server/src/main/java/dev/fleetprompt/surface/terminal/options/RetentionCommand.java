package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "retention",
    description =
        "Drops what is older than its retention, in all organizations, as the server does by itself every night. docs/operations.md says what is kept how long.")
final class RetentionCommand implements RequestSource {
  @Mixin HelpOption help;

  @Override
  public Request request() {
    return new Request.Retention();
  }
}
