package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.Request.RunVerb;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "runs",
    description = "Lists the latest runs, newest first, or does something about one.",
    subcommands = {
      RunsCommand.Pause.class,
      RunsCommand.Resume.class,
      RunsCommand.Cancel.class,
      RunsCommand.Retry.class
    })
final class RunsCommand implements RequestSource {
  @Mixin HelpOption help;
  @Mixin ListOptions list;

  @Override
  public Request request() {
    return new Request.ListRuns(list.organization, list.size);
  }

  @Command(
      name = "pause",
      description = {
        "Pauses a run: it begins nothing until it is resumed.",
        "Calls under way may end; what arrives meanwhile waits."
      })
  static final class Pause implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The run's id.")
    UUID id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
    String reason = "";

    @Override
    public Request request() {
      return new Request.ControlRun(organization.slug, id, RunVerb.PAUSE, reason);
    }
  }

  @Command(name = "resume", description = "Lets a paused run go on.")
  static final class Resume implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The run's id.")
    UUID id;

    @Override
    public Request request() {
      return new Request.ControlRun(organization.slug, id, RunVerb.RESUME, "");
    }
  }

  @Command(
      name = "cancel",
      description = {
        "Stops a run at its next step.",
        "What it has already asked for goes on, and nothing is taken back."
      })
  static final class Cancel implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The run's id.")
    UUID id;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
    String reason = "";

    @Override
    public Request request() {
      return new Request.ControlRun(organization.slug, id, RunVerb.CANCEL, reason);
    }
  }

  @Command(
      name = "retry",
      description = {
        "Begins a new run that makes the failed call of a run anew and goes on from there.",
        "What was done before the failure is not repeated."
      })
  static final class Retry implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The run's id.")
    UUID id;

    @Override
    public Request request() {
      return new Request.ControlRun(organization.slug, id, RunVerb.RETRY, "");
    }
  }
}
