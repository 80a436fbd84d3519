package dev.fleetprompt.surface.terminal.work;

import dev.fleetprompt.platform.database.DatabaseSettings;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.queue.QueueRuntime;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.surface.terminal.Console;
import dev.fleetprompt.surface.terminal.ExitCode;
import dev.fleetprompt.surface.terminal.Patience;
import dev.fleetprompt.surface.web.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at everything the application needs, and at what waits for a person. */
@Component
final class Doctor {
  private static final long LITTLE_SPACE = 1L << 30;
  private static final Duration JOINING = Duration.ofSeconds(5);
  private static final int MOST_ORGANIZATIONS = 500;
  private static final int MOST_DOUBTS = 20;

  private final Path home;
  private final Readiness readiness;
  private final QueueRuntime queue;
  private final Organizations organizations;
  private final Directives directives;
  private final Patience patience;

  Doctor(
      DatabaseSettings settings,
      Readiness readiness,
      QueueRuntime queue,
      Organizations organizations,
      Directives directives,
      Patience patience) {
    this.home = settings.home();
    this.readiness = readiness;
    this.queue = queue;
    this.organizations = organizations;
    this.directives = directives;
    this.patience = patience;
  }

  ExitCode examine(Console console) {
    patience.until(JOINING, () -> queue.node().isPresent());
    console.say(
        "ok       java         %s, %s",
        Runtime.version(), System.getProperty("java.vendor", "unknown vendor"));
    boolean well = space(console);
    for (Readiness.Finding finding : readiness.look()) {
      well &= finding.well();
      console.say(
          "%-8s %-12s %s", finding.well() ? "ok" : "PROBLEM", finding.name(), finding.detail());
    }
    if (well) {
      well = doubts(console);
    }
    console.say(well ? "Everything is fine." : "See the lines that do not begin with ok.");
    return well ? ExitCode.DONE : ExitCode.FAILED;
  }

  private boolean space(Console console) {
    try {
      long free = Files.getFileStore(home).getUsableSpace();
      boolean enough = free >= LITTLE_SPACE;
      console.say(
          "%-8s %-12s %s, %,d MB free%s",
          enough ? "ok" : "PROBLEM",
          "home",
          home.toAbsolutePath(),
          free >> 20,
          enough ? "" : "; make room, or the database stops");
      return enough;
    } catch (IOException e) {
      console.say(
          "%-8s %-12s %s cannot be looked at: %s",
          "PROBLEM", "home", home, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private boolean doubts(Console console) {
    boolean none = true;
    for (Organization organization : organizations.list(MOST_ORGANIZATIONS, null)) {
      List<Directive> doubtful =
          directives.page(
              organization.id(), DirectiveQuery.newest(MOST_DOUBTS).in(DirectiveState.IN_DOUBT));
      for (Directive directive : doubtful) {
        none = false;
        console.say("PROBLEM  in doubt     %s of '%s'", directive.type(), organization.slug());
        console.say(WaysOut.of(directive.id()));
      }
    }
    return none;
  }
}
