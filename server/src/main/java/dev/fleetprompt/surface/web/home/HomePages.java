package dev.fleetprompt.surface.web.home;

import dev.fleetprompt.capability.alarms.Alarm;
import dev.fleetprompt.capability.alarms.AlarmKind;
import dev.fleetprompt.capability.alarms.Alarms;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.directives.DirectiveExplorer;
import dev.fleetprompt.platform.directives.DirectiveSearch;
import dev.fleetprompt.platform.directives.DirectiveState;
import dev.fleetprompt.platform.directives.DirectiveSummary;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.executions.RunSearch;
import dev.fleetprompt.platform.executions.RunSummary;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.packages.Installation;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.paging.Count;
import dev.fleetprompt.platform.paging.Slice;
import dev.fleetprompt.platform.signals.SignalExplorer;
import dev.fleetprompt.platform.signals.SignalSearch;
import dev.fleetprompt.platform.signals.SignalSummary;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shapes the home page. */
@Component
final class HomePages {

  private static final Duration FAILURES = Duration.ofDays(3);
  private static final int ROWS = 6;
  private static final int MOST_FAILURES = 100;
  private static final int MOST_VALUES = 1_000;
  private static final String VALUE = "value";
  private static final Set<ExecutionStatus> OPEN =
      EnumSet.of(
          ExecutionStatus.QUEUED,
          ExecutionStatus.RUNNING,
          ExecutionStatus.WAITING,
          ExecutionStatus.SUSPENDED);

  private final SignalExplorer signals;
  private final DirectiveExplorer directives;
  private final RunExplorer runs;
  private final Installations installations;
  private final Connections connections;
  private final Alarms alarms;
  private final ActorNames people;
  private final Clock clock;

  HomePages(
      SignalExplorer signals,
      DirectiveExplorer directives,
      RunExplorer runs,
      Installations installations,
      Connections connections,
      Alarms alarms,
      ActorNames people,
      Clock clock) {
    this.signals = signals;
    this.directives = directives;
    this.runs = runs;
    this.installations = installations;
    this.connections = connections;
    this.alarms = alarms;
    this.people = people;
    this.clock = clock;
  }

  /** How many, and whether it is exactly that many. */
  record Number(long rows, boolean exact) {

    static Number of(Count count) {
      return new Number(count.rows(), count.exact());
    }
  }

  /**
   * Something that somebody should look at.
   *
   * @param state {@code proposed}, {@code in_doubt}, {@code faulted}, {@code missed} or {@code
   *     late}
   */
  record Need(Thing thing, String state, String title, @Nullable String detail, Instant since) {}

  /**
   * All of it.
   *
   * @param failed runs that nobody is alarmed about, of the last days
   */
  record Needs(Number proposed, Number inDoubt, Number alarms, Number failed, List<Need> rows) {}

  record Run(
      Thing thing, String workflow, String status, Instant created, @Nullable Instant ended) {}

  record Work(Number open, Number waiting, List<Run> rows) {}

  record Kind(String type, Number number) {}

  record Value(Number thisWeek, Number lastWeek, List<Kind> kinds) {}

  record Event(Thing thing, String type, @Nullable String subject, Instant time, By by) {}

  /** The way to the first value; a page shows it until all is done. */
  record Steps(boolean installed, boolean connected, boolean ran, boolean value) {}

  record Home(
      Lazy<Needs> needs,
      Lazy<Work> work,
      Lazy<Value> value,
      Lazy<List<Event>> events,
      Lazy<@Nullable Steps> steps) {}

  Home of(SignedIn who) {
    TenantId tenant = who.tenant();
    return new Home(
        Lazy.of(() -> needs(tenant)),
        Lazy.of(() -> work(tenant)),
        Lazy.of(() -> value(tenant, who.organization().zone())),
        Lazy.of(() -> events(who)),
        Lazy.of(() -> steps(tenant)));
  }

  private Needs needs(TenantId tenant) {
    DirectiveSearch proposed = DirectiveSearch.all().in(Set.of(DirectiveState.PROPOSED));
    DirectiveSearch inDoubt = DirectiveSearch.all().in(Set.of(DirectiveState.IN_DOUBT));
    RunSearch faulted = since(RunSearch.all().in(Set.of(ExecutionStatus.FAULTED)));
    List<Need> rows = new ArrayList<>();
    directives.page(tenant, proposed, Optional.empty(), ROWS).items().stream()
        .map(HomePages::asks)
        .forEach(rows::add);
    directives.page(tenant, inDoubt, Optional.empty(), ROWS).items().stream()
        .map(HomePages::doubt)
        .forEach(rows::add);
    List<Alarm> open = alarms.open(tenant);
    open.stream().limit(ROWS / 2).map(HomePages::alarm).forEach(rows::add);
    Set<UUID> told =
        open.stream()
            .filter(alarm -> alarm.kind() == AlarmKind.FAULTED)
            .flatMap(alarm -> alarm.about().run().stream())
            .collect(Collectors.toSet());
    Slice<RunSummary> failures = runs.page(tenant, faulted, Optional.empty(), MOST_FAILURES);
    List<RunSummary> untold =
        failures.items().stream().filter(run -> !told.contains(run.id())).toList();
    untold.stream().limit(ROWS).map(HomePages::failure).forEach(rows::add);
    return new Needs(
        Number.of(directives.count(tenant, proposed)),
        Number.of(directives.count(tenant, inDoubt)),
        new Number(open.size(), open.size() < Alarms.LONGEST_PAGE),
        new Number(untold.size(), failures.next().isEmpty()),
        rows.stream().limit(2L * ROWS).toList());
  }

  private RunSearch since(RunSearch search) {
    return new RunSearch(
        search.statuses(),
        search.workflow(),
        search.installation(),
        search.requester(),
        search.causation(),
        Optional.of(clock.instant().minus(FAILURES)),
        search.to());
  }

  private static Need asks(DirectiveSummary directive) {
    return new Need(
        new Thing("inbox", directive.id()),
        directive.state().text(),
        directive.reason(),
        directive.type().value(),
        directive.requestedAt());
  }

  private static Need doubt(DirectiveSummary directive) {
    return new Need(
        new Thing("directive", directive.id()),
        directive.state().text(),
        directive.type().value(),
        directive.failure().orElse(null),
        directive.startedAt().orElse(directive.requestedAt()));
  }

  private static Need alarm(Alarm alarm) {
    return new Need(
        new Thing("alarm", alarm.id()),
        alarm.kind().state(),
        alarm.title(),
        null,
        alarm.raisedAt());
  }

  private static Need failure(RunSummary run) {
    return new Need(
        new Thing("run", run.id()),
        run.status().text(),
        run.workflow(),
        run.failure().orElse(null),
        run.endedAt().orElse(run.createdAt()));
  }

  private Work work(TenantId tenant) {
    RunSearch waiting = RunSearch.all().in(Set.of(ExecutionStatus.WAITING));
    List<RunSummary> newest = runs.page(tenant, RunSearch.all(), Optional.empty(), ROWS).items();
    return new Work(
        Number.of(runs.count(tenant, RunSearch.all().in(OPEN))),
        Number.of(runs.count(tenant, waiting)),
        newest.stream()
            .map(run ->
                new Run(
                    new Thing("run", run.id()),
                    run.workflow(),
                    run.status().text(),
                    run.createdAt(),
                    run.endedAt().orElse(null)))
            .toList());
  }

  /** Since Monday, against the same length of time of the week before. */
  private Value value(TenantId tenant, ZoneId zone) {
    Instant now = clock.instant();
    LocalDate monday =
        LocalDate.ofInstant(now, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Instant begin = monday.atStartOfDay(zone).toInstant();
    Instant before = monday.minusWeeks(1).atStartOfDay(zone).toInstant();
    Instant end = begin.minus(Duration.ofNanos(1));
    List<Kind> kinds =
        signals.types(tenant).stream()
            .filter(type -> type.startsWith(VALUE + "."))
            .limit(ROWS)
            .map(type -> new Kind(type, Number.of(count(tenant, type, begin, now))))
            .filter(kind -> kind.number().rows() > 0)
            .sorted(Comparator.comparing((Kind kind) -> kind.number().rows()).reversed())
            .toList();
    return new Value(
        Number.of(count(tenant, VALUE, begin, now)),
        Number.of(
            count(tenant, VALUE, before, min(end, before.plus(Duration.between(begin, now))))),
        kinds);
  }

  private Count count(TenantId tenant, String family, Instant from, Instant to) {
    return signals.count(
        tenant,
        new SignalSearch(
            Optional.of(family),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(from),
            Optional.of(to),
            Optional.empty(),
            Visibility.NORMAL),
        MOST_VALUES);
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private List<Event> events(SignedIn who) {
    Visibility visibility = who.may(Role.ADMIN) ? Visibility.ADMINS : Visibility.NORMAL;
    ActorNames.Known named = people.of(who);
    return signals
        .page(who.tenant(), SignalSearch.all(visibility), Optional.empty(), ROWS + 2)
        .items()
        .stream()
        .map(one -> event(one, named))
        .toList();
  }

  private static Event event(SignalSummary signal, ActorNames.Known people) {
    return new Event(
        new Thing("signal", signal.id()),
        signal.type().value(),
        signal.subject().orElse(null),
        signal.time(),
        By.of(signal.actor(), people));
  }

  private @Nullable Steps steps(TenantId tenant) {
    if (signals.types(tenant).stream().anyMatch(type -> type.startsWith(VALUE + "."))) {
      return null;
    }
    boolean installed =
        installations.list(tenant).stream()
            .anyMatch(one -> one.status() == Installation.Status.INSTALLED);
    return new Steps(
        installed,
        !connections.list(tenant, null, 1).isEmpty(),
        !runs.page(tenant, RunSearch.all(), Optional.empty(), 1).items().isEmpty(),
        false);
  }
}
