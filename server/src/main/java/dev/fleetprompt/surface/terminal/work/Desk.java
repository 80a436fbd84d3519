package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.database.DatabaseSettings;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.demo.Demonstration;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where every request arrives, in the process that has the database. */
@Component
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Demonstration demonstration;
  private final Welcome welcome;
  private final PeopleWork people;
  private final DirectiveWork directives;
  private final RunWork runs;
  private final Listings listings;
  private final Upkeep upkeep;
  private final Doctor doctor;
  private final Path home;

  Desk(
      Demonstration demonstration,
      Welcome welcome,
      PeopleWork people,
      DirectiveWork directives,
      RunWork runs,
      Listings listings,
      Upkeep upkeep,
      Doctor doctor,
      DatabaseSettings settings) {
    this.demonstration = demonstration;
    this.welcome = welcome;
    this.people = people;
    this.directives = directives;
    this.runs = runs;
    this.listings = listings;
    this.upkeep = upkeep;
    this.doctor = doctor;
    this.home = settings.home();
  }

  /**
   * Does what is asked. A failure is told in words that say what to do; the details go to the log.
   *
   * @param folder what the request's paths are meant from
   */
  public ExitCode perform(Request request, Path folder, Console console) {
    try {
      return switch (request) {
        case Request.Demo demo -> demonstration.perform(demo, folder, console);
        case Request.Up up -> welcome.perform(up, console);
        case Request.AboutPeople about -> people.perform(about, console);
        case Request.ListDirectives list -> directives.perform(list, console);
        case Request.ShowDirective show -> directives.perform(show, console);
        case Request.ResolveDirective resolve -> directives.perform(resolve, console);
        case Request.ListSignals list -> listings.perform(list, console);
        case Request.ListRuns list -> listings.perform(list, console);
        case Request.ControlRun control -> runs.perform(control, console);
        case Request.Retention retention -> upkeep.retention(console);
        case Request.RotateKeys rotate -> upkeep.rotateKeys(console);
        case Request.LintPackage lint ->
            upkeep.lint(folder.resolve(lint.folder()).normalize(), console);
        case Request.Doctor examine -> doctor.examine(console);
      };
    } catch (RuntimeException failed) {
      LOG.error("The command failed", failed);
      console.warn(Trouble.inWords(failed, home));
      return ExitCode.FAILED;
    }
  }
}
