package dev.fleetprompt.surface.terminal.options;

import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.surface.terminal.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "person",
    description = "Helps people in who are locked out, and keeps others out.",
    subcommands = {
      PersonCommand.ListAll.class,
      PersonCommand.Invite.class,
      PersonCommand.ResetPassword.class,
      PersonCommand.Disable.class,
      PersonCommand.Enable.class
    })
final class PersonCommand implements RequestSource {
  @Mixin HelpOption help;
  @Spec CommandSpec spec;

  @Override
  public Request request() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do, such as './fleet person list'.");
  }

  @Command(name = "list", description = "Lists everybody, with their organizations and roles.")
  static final class ListAll implements RequestSource {
    @Mixin HelpOption help;

    @Override
    public Request request() {
      return new Request.ListPeople();
    }
  }

  @Command(
      name = "invite",
      description =
          "Prints a link with which someone becomes a member, for example where no owner is left.")
  static final class Invite implements RequestSource {
    @Mixin HelpOption help;
    @Mixin OrganizationOption organization;

    @Parameters(paramLabel = "EMAIL", description = "Whom.")
    String email;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        defaultValue = "OWNER",
        description = "owner, admin, editor, member or viewer (owner if not given).")
    Role role = Role.OWNER;

    @Override
    public Request request() {
      return new Request.InvitePerson(email, organization.slug, role);
    }
  }

  @Command(
      name = "reset-password",
      description = "Prints a link with which someone sets a new password.")
  static final class ResetPassword implements RequestSource {
    @Mixin HelpOption help;

    @Parameters(paramLabel = "EMAIL", description = "Whose.")
    String email;

    @Option(
        names = "--remove-second-factors",
        description = "Also removes their authenticator app, recovery codes and passkeys.")
    boolean alsoSecondProofs;

    @Override
    public Request request() {
      return new Request.ResetPassword(email, alsoSecondProofs);
    }
  }

  @Command(name = "disable", description = "Keeps someone out of everything, at once.")
  static final class Disable implements RequestSource {
    @Mixin HelpOption help;

    @Parameters(paramLabel = "EMAIL", description = "Whom.")
    String email;

    @Override
    public Request request() {
      return new Request.DisablePerson(email);
    }
  }

  @Command(name = "enable", description = "Lets someone in again.")
  static final class Enable implements RequestSource {
    @Mixin HelpOption help;

    @Parameters(paramLabel = "EMAIL", description = "Whom.")
    String email;

    @Override
    public Request request() {
      return new Request.EnablePerson(email);
    }
  }
}
