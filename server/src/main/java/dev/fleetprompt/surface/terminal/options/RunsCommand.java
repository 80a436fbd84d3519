package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "runs", description = "Lists the latest runs, newest first.")
final class RunsCommand implements RequestSource {
  @Mixin HelpOption help;
  @Mixin ListOptions list;

  @Override
  public Request request() {
    return new Request.ListRuns(list.organization, list.size);
  }
}
