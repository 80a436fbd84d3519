package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Resolution;
import dev.fleetprompt.surface.terminal.Request;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "directive",
    description =
        "Lists the latest directives, shows one, or says what became of one that is in doubt.",
    subcommands = {DirectiveCommand.Show.class, DirectiveCommand.Resolve.class})
final class DirectiveCommand implements RequestSource {
  @Mixin HelpOption help;
  @Mixin ListOptions list;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those in this state, such as in_doubt.")
  Optional<DirectiveState> state;

  @Override
  public Request request() {
    return new Request.ListDirectives(list.organization, list.size, state);
  }

  @Command(name = "show", description = "Shows one directive with its attempts.")
  static final class Show implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The directive's id.")
    UUID id;

    @Override
    public Request request() {
      return new Request.ShowDirective(organization.slug, id);
    }
  }

  @Command(
      name = "resolve",
      description = {
        "Says what became of a directive in doubt. Look at the outside system first.",
        "Nothing is ever sent again without --send-again."
      })
  static final class Resolve implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "ID", description = "The directive's id.")
    UUID id;

    @ArgGroup(multiplicity = "1")
    Decision decision;

    static final class Decision {
      @Option(
          names = "--happened",
          required = true,
          description = "It took effect: it counts as completed.")
      boolean happened;

      @Option(
          names = "--send-again",
          required = true,
          description = "It did not take effect: attempt it again.")
      boolean sendAgain;

      @Option(
          names = "--leave",
          required = true,
          description = "It did not take effect and need not any more: it counts as failed.")
      boolean leave;

      Resolution resolution() {
        if (happened) {
          return Resolution.HAPPENED;
        }
        return sendAgain ? Resolution.SEND_AGAIN : Resolution.LEAVE;
      }
    }

    @Override
    public Request request() {
      return new Request.ResolveDirective(organization.slug, id, decision.resolution());
    }
  }
}
