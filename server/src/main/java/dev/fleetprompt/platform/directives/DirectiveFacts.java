package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What directives state about themselves. */
final class DirectiveFacts {

  private DirectiveFacts() {}

  static Fact requested(RequestDirective requested, Link correlation) {
    DirectiveRequest request = requested.request();
    ObjectNode data = data(requested.id(), request.type().value(), request.key());
    data.put("reason", request.reason());
    request.notBefore().ifPresent(start -> data.put("notBefore", start.toString()));
    requested.expires().ifPresent(end -> data.put("expires", end.toString()));
    requested
        .verdict()
        .approver()
        .ifPresent(
            role -> data.put("waitsFor", role.text()).put("rule", requested.verdict().rule()));
    return fact(
            requested.id(),
            "requested",
            "",
            request.requester().actor(),
            correlation,
            data,
            requested.at())
        .causedBy(request.causation());
  }

  /** {@code approved} or {@code denied}, by policy. */
  static Fact judged(RequestDirective requested, String word, Link correlation) {
    DirectiveRequest request = requested.request();
    ObjectNode data = data(requested.id(), request.type().value(), request.key());
    data.put("ruling", requested.verdict().ruling().name().toLowerCase(Locale.ROOT));
    data.put("rule", requested.verdict().rule());
    return fact(requested.id(), word, "", Actor.system("policy"), correlation, data, requested.at())
        .causedBy(Link.directive(requested.id()));
  }

  static Fact moved(MoveDirective move, String word, MovedDirective directive) {
    ObjectNode data = data(move.directive(), directive.type(), directive.key());
    Integer attempt = move.opens() != null ? move.opens() : move.closes();
    if (attempt != null) {
      data.put("attempt", attempt);
    }
    if (move.reason() != null) {
      data.put("reason", move.reason());
    }
    if (move.decision() != null) {
      data.put("decision", move.decision().text());
    }
    if (move.approval() != null) {
      data.put("selfConfirmed", move.approval().selfConfirmed());
    }
    Failure failure = move.failure();
    if (failure != null) {
      data.set("error", error(failure));
    }
    return fact(
            move.directive(),
            word,
            ":" + (attempt != null ? attempt : directive.attempts()),
            move.actor(),
            directive.correlation(),
            data,
            move.at())
        .causedBy(Link.directive(move.directive()));
  }

  /** What the run that waits is told. */
  static JsonNode outcome(MoveDirective move, MovedDirective directive) {
    ObjectNode outcome = data(move.directive(), directive.type(), directive.key());
    outcome.put("state", move.to().text());
    JsonNode result = move.result();
    if (result != null) {
      outcome.set("result", result);
    }
    Failure failure = move.failure();
    if (failure != null) {
      outcome.set("error", error(failure));
    }
    if (move.reason() != null) {
      outcome.put("reason", move.reason());
    }
    return outcome;
  }

  static ObjectNode data(UUID directive, String type, String key) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("directive", directive.toString())
        .put("type", type)
        .put("key", key);
  }

  private static ObjectNode error(Failure failure) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("class", failure.kind().text())
        .put("code", failure.code())
        .put("message", failure.message());
  }

  private static Fact fact(
      UUID directive,
      String word,
      String suffix,
      Actor actor,
      Link correlation,
      @Nullable JsonNode data,
      Instant at) {
    return Fact.of(
            "directive." + word,
            directive + ":" + word + suffix,
            actor,
            correlation,
            data == null ? ExactJson.mapper().createObjectNode() : data)
        .at(at);
  }
}
