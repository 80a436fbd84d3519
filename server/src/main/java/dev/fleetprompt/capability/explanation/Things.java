package dev.fleetprompt.capability.explanation;

import dev.fleetprompt.capability.explanation.Explanation.Thing;
import dev.fleetprompt.engine.interpreter.WorkflowError;
import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveSummary;
import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.RunSummary;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Signal;
import dev.fleetprompt.platform.signals.SignalSummary;
import java.util.List;
import java.util.Optional;

/** Signals, directives and runs as things of a story. */
final class Things {

  private static final String RUNS = "workflow.run.";
  private static final String DIRECTIVES = "directive.";
  private static final int ID = 36;

  private Things() {}

  /** The run or directive that states this about itself. */
  static Optional<Link> owner(SignalSummary signal) {
    return owner(signal.type().value(), signal.subject(), signal.eventId());
  }

  static Optional<Link> owner(Signal signal) {
    return owner(signal.type().value(), signal.subject(), signal.eventId());
  }

  private static Optional<Link> owner(String type, Optional<String> subject, String eventId) {
    if (type.startsWith(RUNS)) {
      return subject.flatMap(Link::parse).filter(link -> link.kind() == Link.Kind.RUN);
    }
    if (type.startsWith(DIRECTIVES) && eventId.length() > ID && eventId.charAt(ID) == ':') {
      return Link.parse("directive:" + eventId.substring(0, ID));
    }
    return Optional.empty();
  }

  static Thing of(Execution run) {
    return new Thing(
        Link.run(run.id()),
        run.causation(),
        0,
        run.workflow(),
        run.status().text(),
        Optional.of(run.origin()),
        run.error().map(Things::said),
        run.requester(),
        run.createdAt(),
        run.endedAt(),
        List.of());
  }

  static Thing of(RunSummary run, Optional<Link> cause, int depth) {
    return new Thing(
        Link.run(run.id()),
        cause,
        depth,
        run.workflow(),
        run.status().text(),
        Optional.of(run.origin()),
        run.failure(),
        run.requester(),
        run.createdAt(),
        run.endedAt(),
        List.of());
  }

  static Thing of(Directive directive) {
    return new Thing(
        Link.directive(directive.id()),
        directive.causation(),
        0,
        directive.type().value(),
        directive.state().text(),
        Optional.of(directive.reason()),
        directive.failure().map(failure -> failure.message()),
        directive.requester().actor(),
        directive.requestedAt(),
        directive.endedAt(),
        List.of());
  }

  static Thing of(DirectiveSummary directive, Optional<Link> cause, int depth) {
    return new Thing(
        Link.directive(directive.id()),
        cause,
        depth,
        directive.type().value(),
        directive.state().text(),
        Optional.of(directive.reason()),
        directive.failure(),
        directive.requester().actor(),
        directive.requestedAt(),
        directive.endedAt(),
        List.of());
  }

  static Thing of(Signal signal) {
    return new Thing(
        Link.signal(signal.id()),
        signal.causation(),
        0,
        signal.type().value(),
        "",
        signal.subject(),
        Optional.empty(),
        signal.actor(),
        signal.time(),
        Optional.empty(),
        List.of());
  }

  static Thing of(SignalSummary signal, Optional<Link> cause, int depth) {
    return new Thing(
        Link.signal(signal.id()),
        cause,
        depth,
        signal.type().value(),
        "",
        signal.subject(),
        Optional.empty(),
        signal.actor(),
        signal.time(),
        Optional.empty(),
        List.of());
  }

  private static String said(WorkflowError error) {
    String detail = error.detail() == null ? error.title() : error.detail();
    return detail == null ? error.type() : detail;
  }
}
