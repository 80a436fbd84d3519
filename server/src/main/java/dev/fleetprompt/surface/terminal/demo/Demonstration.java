package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.LocalServer;
import dev.fleetprompt.surface.terminal.Request;
import dev.fleetprompt.surface.terminal.demo.DigestRuns.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The whole loop in one command. What exists from an earlier time is kept and said so. */
@Component
public final class Demonstration {
  private final DemoOrganization organizations;
  private final OrderImporter importer;
  private final DemoConnection connection;
  private final DigestInstallation installations;
  private final DigestRuns runs;
  private final Trails trails;
  private final DemoOwner owner;
  private final LocalServer server;

  Demonstration(
      DemoOrganization organizations,
      OrderImporter importer,
      DemoConnection connection,
      DigestInstallation installations,
      DigestRuns runs,
      Trails trails,
      DemoOwner owner,
      LocalServer server) {
    this.organizations = organizations;
    this.importer = importer;
    this.connection = connection;
    this.installations = installations;
    this.runs = runs;
    this.trails = trails;
    this.owner = owner;
    this.server = server;
  }

  /**
   * @param folder what the request's paths are meant from
   */
  public ExitCode perform(Request.Demo request, Path folder, Console console) {
    DemoReport report = new DemoReport();
    Stopwatch watch = new Stopwatch(report);
    Organization organization =
        watch.time("organization", () -> organizations.findOrCreate(request.zone(), console));
    request
        .orders()
        .ifPresent(orders ->
            watch.time(
                "orders",
                () ->
                    importer.take(
                        organization, orders, folder, request.currency(), console, report)));
    watch.time("connection", () -> connection.connect(organization, request, console));
    Installation installation =
        watch.time(
            "install", () -> installations.ensure(organization, request.currency(), console));
    Outcome outcome =
        watch.time("digest", () -> runs.run(organization, installation, request.day(), console));
    ExitCode exit = tell(organization, installation, outcome, console, report);
    watch.total();
    request.json().ifPresent(file -> report.write(folder.resolve(file), console));
    goOn(organization, request, console);
    return exit;
  }

  private ExitCode tell(
      Organization organization,
      Installation installation,
      Outcome outcome,
      Console console,
      DemoReport report) {
    return switch (outcome) {
      case Outcome.Posted posted -> {
        Execution run = posted.run();
        report.digest(run, posted.text(), posted.firstTime());
        console.say(
            "\n%s\n%s\n%s",
            Rule.titled("The digest, as it arrived"), posted.text().strip(), Rule.plain());
        trails.tell(organization, installation, run, console, report);
        yield ExitCode.DONE;
      }
      case Outcome.Previewed previewed -> {
        report.digest(previewed.run(), previewed.text(), false);
        console.say(
            "\n%s\n%s\n%s",
            Rule.titled("Preview, not posted"), previewed.text().strip(), Rule.plain());
        trails.tell(organization, installation, previewed.run(), console, report);
        yield ExitCode.DONE;
      }
      case Outcome.InDoubt doubt -> {
        trails.tell(organization, installation, doubt.run(), console, report);
        console.warn(doubt.message());
        yield ExitCode.IN_DOUBT;
      }
      case Outcome.Unfinished unfinished -> {
        trails.tell(organization, installation, unfinished.run(), console, report);
        console.warn(unfinished.message());
        yield ExitCode.FAILED;
      }
    };
  }

  private void goOn(Organization organization, Request.Demo request, Console console) {
    console.say("\nWhere to look next:");
    console.say("  ./fleet signals     what was reported and done");
    console.say("  ./fleet directive   what was to change something outside, and how it went");
    console.say("  ./fleet runs        the runs of workflows");
    if (request.once()) {
      console.say("  ./fleet up          the same on a page");
    } else {
      server.entrance().ifPresent(entrance -> open(organization, entrance, console));
    }
  }

  private void open(Organization organization, LocalServer.Entrance entrance, Console console) {
    Optional<DemoOwner.Login> login = owner.makeIfNobodyIsThere(organization);
    if (login.isEmpty()) {
      console.say("\n%s\n  %s", entrance.sentence(), entrance.address());
      console.say("  './fleet person list' shows who can; 'reset-password' makes a new password.");
      return;
    }
    console.say("\nThe same in a browser, where you go on: %s", server.address("/login"));
    console.say("  e-mail    %s", login.get().email());
    console.say(
        "  password  %s   (shown this once; change it under Settings, Profile)",
        login.get().password());
  }
}
