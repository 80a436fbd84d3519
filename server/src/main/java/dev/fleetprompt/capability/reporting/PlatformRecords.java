package dev.fleetprompt.capability.reporting;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveFigures;
import dev.fleetprompt.platform.directives.DirectiveQuery;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalFigures;
import dev.fleetprompt.platform.signals.SignalFigures.Origin;
import dev.fleetprompt.platform.signals.SignalQuery;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what the platform's modules have recorded. */
@Component
final class PlatformRecords implements Records {

  private static final int PAGE = 500;
  private static final int MOST_FAILURES = 2_000;

  /** No run was begun later, so all that are under way are counted. */
  private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Signals signals;
  private final SignalFigures figures;
  private final Directives directives;
  private final DirectiveFigures directiveFigures;
  private final Executions executions;

  PlatformRecords(
      Signals signals,
      SignalFigures figures,
      Directives directives,
      DirectiveFigures directiveFigures,
      Executions executions) {
    this.signals = signals;
    this.figures = figures;
    this.directives = directives;
    this.directiveFigures = directiveFigures;
    this.executions = executions;
  }

  @Override
  public List<TypeFigure> business(TenantId tenant, Instant from, Instant to, List<String> fields) {
    return figures.byType(tenant, from, to, Origin.OUTSIDE, fields).stream()
        .map(figure -> new TypeFigure(figure.type().value(), figure.count(), figure.sums()))
        .toList();
  }

  @Override
  public Map<String, Long> platform(TenantId tenant, Instant from, Instant to) {
    Map<String, Long> counts = new HashMap<>();
    figures
        .byType(tenant, from, to, Origin.ANY, List.of())
        .forEach(figure -> counts.put(figure.type().value(), figure.count()));
    figures
        .byType(tenant, from, to, Origin.OUTSIDE, List.of())
        .forEach(figure -> counts.merge(figure.type().value(), -figure.count(), Long::sum));
    return counts;
  }

  @Override
  public List<Failure> failures(TenantId tenant, Instant from, Instant to) {
    List<Signal> failed = new ArrayList<>();
    for (String type :
        List.of("package.install.failed", "directive.failed", "workflow.run.faulted")) {
      failed.addAll(signalsOf(tenant, type, from, to));
    }
    return failed.stream()
        .sorted(Comparator.comparing(Signal::id).reversed())
        .flatMap(signal -> failure(signal).stream())
        .toList();
  }

  private List<Signal> signalsOf(TenantId tenant, String type, Instant from, Instant to) {
    List<Signal> found = new ArrayList<>();
    SignalQuery query = SignalQuery.newest(PAGE).ofFamily(type).between(from, to).forAdmins();
    List<Signal> page = signals.page(tenant, query);
    while (!page.isEmpty() && found.size() < MOST_FAILURES) {
      found.addAll(page);
      page =
          page.size() < PAGE ? List.of() : signals.page(tenant, query.before(page.getLast().id()));
    }
    return found;
  }

  private static Optional<Failure> failure(Signal signal) {
    JsonNode data = signal.json();
    return switch (signal.type().value()) {
      case "package.install.failed" ->
          Optional.of(failure(What.INSTALL, data, "/package", "/error/code", "/error/message"));
      case "workflow.run.faulted" ->
          Optional.of(failure(What.RUN, data, "/workflow", "/error/type", "/error/detail"));
      // A failed installation tells of itself.
      case "directive.failed" ->
          data.at("/type").asString("").equals("package.install")
              ? Optional.empty()
              : Optional.of(
                  failure(What.DIRECTIVE, data, "/type", "/error/code", "/error/message"));
      default -> Optional.empty();
    };
  }

  private static Failure failure(
      What what, JsonNode data, String subject, String code, String message) {
    return new Failure(
        what,
        data.at(subject).asString(what.text()),
        data.at(code).asString("unknown"),
        data.at(message).asString("no message"));
  }

  @Override
  public Standing standing(TenantId tenant) {
    var open = directiveFigures.of(tenant, Instant.EPOCH, Instant.EPOCH).open();
    long waiting =
        open.getOrDefault(DirectiveState.PROPOSED, 0L)
            + open.getOrDefault(DirectiveState.SCHEDULED, 0L)
            + open.getOrDefault(DirectiveState.APPROVED, 0L)
            + open.getOrDefault(DirectiveState.RUNNING, 0L);
    return new Standing(
        Math.max(0, executions.figures(tenant, FOR_EVER, FOR_EVER).underWay() - 1),
        waiting,
        open.getOrDefault(DirectiveState.IN_DOUBT, 0L),
        oldestInDoubt(tenant));
  }

  private Optional<UUID> oldestInDoubt(TenantId tenant) {
    List<Directive> inDoubt =
        directives.page(tenant, DirectiveQuery.newest(PAGE).in(DirectiveState.IN_DOUBT));
    return inDoubt.isEmpty() ? Optional.empty() : Optional.of(inDoubt.getLast().id());
  }

  /** Nothing on this platform calls models, so there is nothing to pay. */
  @Override
  public Figures.Cost cost(TenantId tenant, Instant from, Instant to) {
    return Figures.Cost.NO_CALLS;
  }
}
