package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.identity.IdentityException;
import dev.fleetprompt.platform.identity.Invitations;
import dev.fleetprompt.platform.identity.Profiles;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.LocalServer;
import dev.fleetprompt.surface.terminal.Request;
import org.springframework.stereotype.Component;

/** Helps people in who are locked out, and keeps others out. */
@Component
final class PeopleWork {
  private final Profiles profiles;
  private final Invitations invitations;
  private final Directory directory;
  private final LocalServer server;

  PeopleWork(Profiles profiles, Invitations invitations, Directory directory, LocalServer server) {
    this.profiles = profiles;
    this.invitations = invitations;
    this.directory = directory;
    this.server = server;
  }

  ExitCode perform(Request.AboutPeople request, Console console) {
    try {
      return switch (request) {
        case Request.ListPeople list -> list(console);
        case Request.InvitePerson invite -> invite(invite, console);
        case Request.ResetPassword reset ->
            profiles
                .newPasswordPath(reset.email(), reset.alsoSecondProofs())
                .map(path ->
                    link(
                        console,
                        "Send this link to them, and to nobody else; it sets a new password once, within an hour:",
                        path))
                .orElseGet(() -> nobody(reset.email(), console));
        case Request.DisablePerson(String email) ->
            profiles.disable(email)
                ? done(console, email + " is kept out from the next request on.")
                : nobody(email, console);
        case Request.EnablePerson(String email) ->
            profiles.enable(email)
                ? done(console, email + " may come in again.")
                : nobody(email, console);
      };
    } catch (IdentityException refused) {
      console.warn(refused.getMessage());
      return ExitCode.FAILED;
    }
  }

  private ExitCode list(Console console) {
    var people = profiles.list();
    if (people.isEmpty()) {
      console.say("Nobody yet. './fleet up' prints a link with which the first person comes in.");
    }
    for (Profiles.Listed person : people) {
      console.say(
          "%s  %s%s  %s",
          person.email(),
          person.name(),
          person.disabled() ? "  (disabled)" : "",
          person.memberships());
    }
    return ExitCode.DONE;
  }

  private ExitCode invite(Request.InvitePerson invite, Console console) {
    String path =
        invitations.inviteAsOperator(
            directory.require(invite.organization()).id(), invite.email(), invite.role());
    return link(
        console, "Send this link to them; it makes them a member once, within seven days:", path);
  }

  private ExitCode link(Console console, String sentence, String path) {
    console.say(sentence);
    console.say("  " + server.address(path));
    if (server.address(path).equals(path)) {
      console.say("This goes behind the address of your server, which './fleet up' starts.");
    }
    return ExitCode.DONE;
  }

  private static ExitCode done(Console console, String sentence) {
    console.say(sentence);
    return ExitCode.DONE;
  }

  private static ExitCode nobody(String email, Console console) {
    console.warn(
        "Nobody has the address '%s'. './fleet person list' shows everybody.".formatted(email));
    return ExitCode.FAILED;
  }
}
