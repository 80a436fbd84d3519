package dev.fleetprompt.capability.explanation;

import dev.fleetprompt.capability.explanation.Explanation.Thing;
import dev.fleetprompt.platform.directives.DirectiveExplorer;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.RunExplorer;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalExplorer;
import dev.fleetprompt.platform.signals.SignalSummary;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Explains. Goes up at most {@value #HIGHEST} causes and down at most {@value #DEEPEST} levels, and
 * tells of at most {@value #MOST} things. What a run or directive states about itself is part of
 * its own story, so whatever such a signal set off counts as set off by the run or directive.
 */
@Component
public class Explanations {

  private static final int HIGHEST = 40;
  private static final int DEEPEST = 40;
  private static final int MOST = 200;

  private final Signals signals;
  private final SignalExplorer signalExplorer;
  private final Directives directives;
  private final DirectiveExplorer directiveExplorer;
  private final Executions executions;
  private final RunExplorer runs;

  Explanations(
      Signals signals,
      SignalExplorer signalExplorer,
      Directives directives,
      DirectiveExplorer directiveExplorer,
      Executions executions,
      RunExplorer runs) {
    this.signals = signals;
    this.signalExplorer = signalExplorer;
    this.directives = directives;
    this.directiveExplorer = directiveExplorer;
    this.executions = executions;
    this.runs = runs;
  }

  /**
   * The story of a run, directive or signal.
   *
   * @param visibility {@code ADMINS} to tell what only admins may see too
   * @return empty when there is no such thing in the organization, or it may not be seen
   */
  public Optional<Explanation> of(TenantId tenant, Link about, Visibility visibility) {
    Optional<Origin> found = origin(tenant, about, visibility);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Origin first = found.get();
    boolean cut = false;
    Set<Link> seen = new HashSet<>(Set.of(first.link()));
    for (int up = 0; first.cause().isPresent(); up++) {
      Optional<Origin> above = origin(tenant, first.cause().get(), visibility);
      if (above.isEmpty() || !seen.add(above.get().link())) {
        break;
      }
      if (up == HIGHEST) {
        cut = true;
        break;
      }
      first = above.get();
    }
    Link asked = found.get().link();
    return Optional.of(tell(tenant, asked, first, visibility, cut));
  }

  /** A thing on the way up, with its cause. */
  private record Origin(Link link, Optional<Link> cause, Link correlation, Thing thing) {}

  private Optional<Origin> origin(TenantId tenant, Link link, Visibility visibility) {
    return switch (link.kind()) {
      case RUN ->
          executions
              .find(tenant, link.id())
              .map(run -> new Origin(link, run.causation(), run.correlation(), Things.of(run)));
      case DIRECTIVE ->
          directives
              .find(tenant, link.id())
              .map(directive ->
                  new Origin(
                      link, directive.causation(), directive.correlation(), Things.of(directive)));
      case SIGNAL ->
          signals
              .find(tenant, link.id())
              .filter(signal -> visible(signal, visibility))
              .flatMap(signal ->
                  Things.owner(signal)
                      .flatMap(owner -> origin(tenant, owner, visibility))
                      .or(() ->
                          Optional.of(
                              new Origin(
                                  link,
                                  signal.causation(),
                                  signal.correlation(),
                                  Things.of(signal)))));
    };
  }

  private static boolean visible(Signal signal, Visibility visibility) {
    return visibility == Visibility.ADMINS || signal.visibility() == Visibility.NORMAL;
  }

  private Explanation tell(
      TenantId tenant, Link about, Origin first, Visibility visibility, boolean cutAbove) {
    Story story = new Story(MOST);
    story.begin(first.thing());
    signalExplorer.trail(tenant, first.correlation(), visibility).forEach(story::moment);
    List<Link> level = List.of(first.link());
    boolean cut = cutAbove;
    for (int depth = 1; !level.isEmpty(); depth++) {
      if (depth > DEEPEST || story.isFull()) {
        cut = true;
        break;
      }
      level = below(tenant, level, depth, story, visibility);
    }
    return new Explanation(about, story.things(), cut || story.isFull());
  }

  /** Takes in what these led to; gives those of which the effects are still to be looked for. */
  private List<Link> below(
      TenantId tenant, List<Link> causes, int depth, Story story, Visibility visibility) {
    List<SignalSummary> stated = signalExplorer.ledTo(tenant, causes, visibility);
    stated.forEach(story::moment);
    Map<Link, Link> owners = new LinkedHashMap<>();
    for (Link cause : causes) {
      owners.put(cause, cause);
      story.signalsOf(cause).forEach(signal -> owners.put(signal, cause));
    }
    List<Link> asked = List.copyOf(owners.keySet());
    List<Link> next = new ArrayList<>();
    runs.ledTo(tenant, asked).stream()
        .map(run -> Things.of(run, owner(owners, run.causation()), depth))
        .forEach(thing -> story.add(thing).ifPresent(next::add));
    directiveExplorer.ledTo(tenant, asked).stream()
        .map(directive -> Things.of(directive, owner(owners, directive.causation()), depth))
        .forEach(thing -> story.add(thing).ifPresent(next::add));
    stated.stream()
        .filter(signal -> Things.owner(signal).isEmpty())
        .map(signal -> Things.of(signal, owner(owners, signal.causation()), depth))
        .forEach(thing -> story.add(thing).ifPresent(next::add));
    return next;
  }

  private static Optional<Link> owner(Map<Link, Link> owners, Optional<Link> cause) {
    return cause.map(link -> owners.getOrDefault(link, link));
  }
}
