package dev.fleetprompt.surface.web.overview;

import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.directives.AttemptRecord;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.web.overview.Overview.AttemptLine;
import dev.fleetprompt.surface.web.overview.Overview.Command;
import dev.fleetprompt.surface.web.overview.Overview.DirectiveRow;
import dev.fleetprompt.surface.web.overview.Overview.Needed;
import dev.fleetprompt.surface.web.overview.Overview.Other;
import dev.fleetprompt.surface.web.overview.Overview.Reference;
import dev.fleetprompt.surface.web.overview.Overview.RunRow;
import dev.fleetprompt.surface.web.overview.Overview.SignalRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the overview from the platform: the latest twenty of each. */
@Component
final class PlatformOverviews implements Overviews {
  private static final Pattern LONG_ID =
      Pattern.compile(":?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{6}([0-9a-f]{6})");
  private static final int ROWS = 20;
  private static final int MOST_OTHERS = 50;

  private final Organizations organizations;
  private final Executions executions;
  private final Directives directives;
  private final Signals signals;
  private final Clock clock;

  PlatformOverviews(
      Organizations organizations,
      Executions executions,
      Directives directives,
      Signals signals,
      Clock clock) {
    this.organizations = organizations;
    this.executions = executions;
    this.directives = directives;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public Optional<Overview> of(Optional<String> slug) {
    List<Organization> known = organizations.list(MOST_OTHERS, null);
    return slug.map(organizations::find)
        .orElseGet(() -> known.stream().findFirst())
        .map(one -> overview(one, known));
  }

  private Overview overview(Organization organization, List<Organization> known) {
    TenantId tenant = organization.id();
    Instant now = clock.instant();
    ZoneId zone = organization.zone();
    List<Directive> doubtful =
        directives.page(tenant, DirectiveQuery.newest(ROWS).in(DirectiveState.IN_DOUBT));
    List<Directive> latest =
        directives.page(tenant, DirectiveQuery.newest(ROWS)).stream()
            .filter(directive -> directive.state() != DirectiveState.IN_DOUBT)
            .toList();
    return new Overview(
        organization.name(),
        zone.getId(),
        Moment.of(now, now, zone),
        known.stream()
            .filter(other -> !other.id().equals(tenant))
            .map(other -> new Other(other.slug(), other.name()))
            .toList(),
        doubtful.reversed().stream()
            .map(directive -> needed(directive, organization, now))
            .toList(),
        executions.page(tenant, Executions.Query.newest(ROWS)).stream()
            .map(run -> row(run, now, zone))
            .toList(),
        Stream.concat(doubtful.stream(), latest.stream())
            .map(directive -> row(directive, now, zone))
            .toList(),
        signals.page(tenant, SignalQuery.newest(ROWS).forAdmins()).stream()
            .map(signal -> row(signal, now, zone))
            .toList());
  }

  private static Needed needed(Directive directive, Organization organization, Instant now) {
    String resolve =
        "./fleet directive resolve %s%s "
            .formatted(
                directive.id(),
                organization.slug().equals("demo") ? "" : " --organization " + organization.slug());
    return new Needed(
        Chips.of(directive.state()),
        directive.type() + ": did it happen?",
        directive
            .failure()
            .map(failure -> failure.message())
            .orElse("It will not be sent again without you."),
        Moment.of(directive.startedAt().orElse(directive.requestedAt()), now, organization.zone()),
        List.of(
            new Command("It is there", resolve + "--happened"),
            new Command("It is not, send it", resolve + "--send-again"),
            new Command("It is not, leave it", resolve + "--leave")));
  }

  private static RunRow row(Execution run, Instant now, ZoneId zone) {
    Duration took = Duration.between(run.createdAt(), run.endedAt().orElse(now));
    return new RunRow(
        run.id().toString(),
        run.workflow(),
        Chips.of(run.status()),
        Moment.of(run.createdAt(), now, zone),
        took.toMinutes() < 2
            ? "%.1f s".formatted(took.toMillis() / 1000.0)
            : took.toMinutes() + " min",
        run.error().map(PlatformOverviews::said).orElse(""));
  }

  private static String said(WorkflowError error) {
    String detail = error.detail() == null ? error.title() : error.detail();
    return detail == null ? error.type() : detail;
  }

  private DirectiveRow row(Directive directive, Instant now, ZoneId zone) {
    List<AttemptLine> attempts = new ArrayList<>();
    for (AttemptRecord attempt : directives.attempts(directive.tenant(), directive.id())) {
      attempts.add(
          new AttemptLine(
              attempt.number(),
              Chips.of(attempt.outcome()),
              Moment.of(attempt.startedAt(), now, zone),
              attempt.errorMessage().orElse("")));
    }
    return new DirectiveRow(
        directive.id().toString(),
        directive.type().value(),
        Chips.of(directive.state()),
        Moment.of(directive.requestedAt(), now, zone),
        directive.failure().map(failure -> failure.message()).orElse(directive.reason()),
        attempts);
  }

  private static SignalRow row(Signal signal, Instant now, ZoneId zone) {
    String subject = signal.subject().orElse("");
    String correlation = signal.correlation().toString();
    boolean itself =
        signal.correlation().kind() == Link.Kind.SIGNAL
            && signal.correlation().id().equals(signal.id());
    return new SignalRow(
        signal.type().value(),
        reference(subject.equals(correlation) ? "" : subject),
        Moment.of(signal.time(), now, zone),
        reference(itself ? "" : correlation));
  }

  /** Of a long id, only its end tells it from its neighbours. */
  private static Reference reference(String text) {
    return new Reference(LONG_ID.matcher(text).replaceAll(" …$1").strip(), text);
  }
}
