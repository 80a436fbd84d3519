package dev.fleetprompt.surface.terminal.demo;

import dev.fleetprompt.capability.connectors.mattermost.receiver.MattermostReceiver;
import dev.fleetprompt.capability.connectors.mattermost.receiver.ReceivedPost;
import dev.fleetprompt.platform.connections.Connected;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Failure;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.packages.InstallPlan;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.terminal.orders.BadRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tells at the terminal what happens, as it happens. */
final class Transcript {

  private static final int SHOWN_BAD_ROWS = 10;

  private final PrintWriter out;
  private final Signals signals;
  private final DateTimeFormatter time;

  Transcript(PrintWriter out, Signals signals, ZoneId zone) {
    this.out = out;
    this.signals = signals;
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
  }

  void organization(Organization organization, boolean isNew) {
    line("Organization %s %s.", organization.name(), isNew ? "created" : "found");
  }

  void imported(OrderImport.Report report) {
    line("Orders read with %s.", report.columns());
    line(
        "Orders: %,d new, %,d known already, %,d repeated in the file, %,d rows skipped, %,d refused.",
        report.created(), report.existing(), report.repeated(), report.bad(), report.refused());
    report.badRows().stream().limit(SHOWN_BAD_ROWS).forEach(this::badRow);
    long more = report.bad() - Math.min(report.badRows().size(), SHOWN_BAD_ROWS);
    if (more > 0) {
      line("  … and %,d more", more);
    }
  }

  private void badRow(BadRow row) {
    line("  line %d: %s", row.line(), row.reason());
  }

  void connected(Connected connected, boolean local) {
    line(
        "Connected to Mattermost at %s (%s)%s.",
        connected.connection().address(),
        String.join(", ", connected.resolvesTo()),
        local ? ", a receiver on this machine that speaks its webhook contract" : "");
  }

  void installed(Installing.Installed installed) {
    Optional<InstallPlan> plan = installed.plan();
    if (plan.isPresent()) {
      line("");
      out.print(plan.get().text());
      line("Installed.");
    } else {
      line(
          "%s %s is installed already.",
          installed.installation().name(), installed.installation().version());
    }
  }

  void digest(Demo.Result result, Optional<MattermostReceiver> receiver) {
    line("");
    DigestRun.Outcome outcome = result.outcome();
    outcome
        .previewUntil()
        .ifPresent(again ->
            line(
                "Three digests were posted by hand within the hour; this one is a preview and not posted. Next post by hand at %s.",
                time.format(again)));
    String text = outcome.run().output().map(output -> output.path("text").asString("")).orElse("");
    if (!text.isEmpty()) {
      receiver
          .flatMap(Transcript::last)
          .filter(post -> post.text().equals(text))
          .ifPresentOrElse(
              post -> line("What arrived in Mattermost at %s:", time.format(post.receivedAt())),
              () -> line("The digest:"));
      line("");
      text.lines().forEach(textLine -> line("  %s", textLine));
      line("");
    }
    result
        .installed()
        .directive()
        .ifPresent(directive ->
            trail("How it was installed", result.organization().id(), Link.directive(directive)));
    trail("How it was made", result.organization().id(), outcome.run().correlation());
    outcome.directives().forEach(this::directive);
    cost(outcome);
    result
        .timeToFirstValue()
        .ifPresent(value ->
            line("Time to first value: %s after the organization was created.", spoken(value)));
    state(outcome);
  }

  private static Optional<ReceivedPost> last(MattermostReceiver receiver) {
    List<ReceivedPost> posts = receiver.posts();
    return posts.isEmpty() ? Optional.empty() : Optional.of(posts.getLast());
  }

  private void trail(String title, TenantId tenant, Link correlation) {
    line("%s:", title);
    for (Signal signal : signals.trail(tenant, correlation)) {
      line(
          "  %s  %-28s %s",
          time.format(signal.recordedAt()), signal.type(), signal.subject().orElse(""));
    }
    line("");
  }

  private void directive(Directive directive) {
    line(
        "Directive %s %s: %s after %d attempt%s%s",
        directive.type(),
        directive.id(),
        directive.state().text().replace('_', ' '),
        directive.attempts(),
        directive.attempts() == 1 ? "" : "s",
        directive.failure().map(Failure::message).map(why -> ". " + why).orElse("."));
  }

  private void cost(DigestRun.Outcome outcome) {
    JsonNode calls =
        outcome.run().output().map(output -> output.at("/figures/cost/calls")).orElse(null);
    boolean none = calls != null && calls.isNumber() && calls.longValue() == 0;
    line("Cost: %s.", none ? "no model was called, so there is none" : "unknown");
  }

  private void state(DigestRun.Outcome outcome) {
    Optional<Directive> inDoubt = outcome.inDoubt();
    if (inDoubt.isPresent()) {
      line(
          "It is unknown whether the post arrived, and nothing is sent again by itself. Look into the channel, then say so:");
      line(
          "  ./fleet directive resolve %s --happened | --send-again | --leave", inDoubt.get().id());
    } else if (!outcome.run().status().ended()) {
      outcome.directives().stream()
          .filter(directive -> directive.state() != DirectiveState.COMPLETED)
          .flatMap(directive -> directive.retryAt().stream())
          .findFirst()
          .ifPresentOrElse(
              again ->
                  line(
                      "It is tried again at %s, whenever FleetPrompt runs then.",
                      time.format(again)),
              () -> line("The run is still under way; ./fleet runs shows how it goes on."));
    } else if (outcome.run().status() != ExecutionStatus.COMPLETED) {
      line(
          "The run ended as %s: %s",
          outcome.run().status().text(),
          outcome.run().error().map(error -> String.valueOf(error.detail())).orElse(""));
    }
  }

  private static String spoken(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 120
        ? "%d.%d s".formatted(seconds, duration.toMillisPart() / 100)
        : "%d min".formatted(duration.toMinutes());
  }

  private void line(String format, Object... values) {
    out.println(values.length == 0 ? format : String.format(java.util.Locale.ROOT, format, values));
    out.flush();
  }
}
