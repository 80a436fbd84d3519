package dev.fleetprompt.platform.executions;

import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody asks of a run that is under way, as a message of its inbox.
 *
 * @param order a new UUIDv7: requests count in the order of theirs
 * @param by who asks
 * @param reason for people; may be empty
 */
record RunControl(Kind kind, String order, Actor by, String reason) {

  private static final int LONGEST_REASON = 500;

  /** What is asked. */
  enum Kind {
    SUSPEND,
    RESUME;

    private final String prefix = name().toLowerCase(Locale.ROOT) + ":";
  }

  static RunControl of(Kind kind, UUID order, Actor by, String reason) {
    return new RunControl(kind, order.toString(), by, reason);
  }

  static Optional<RunControl> of(Message message) {
    for (Kind kind : Kind.values()) {
      if (message.id().startsWith(kind.prefix)) {
        return Optional.of(
            new RunControl(
                kind,
                message.id().substring(kind.prefix.length()),
                by(message.body()).orElse(Actor.PLATFORM),
                message.body().path("reason").stringValue("")));
      }
    }
    return Optional.empty();
  }

  QueueChange.Deliver to(Item run) {
    return new QueueChange.Deliver(run, kind.prefix + order, body(by, reason));
  }

  QueueChange.Consume consumed(Item run) {
    return new QueueChange.Consume(run, kind.prefix + order);
  }

  /** A message's body that says who asks and why. */
  static ObjectNode body(Actor by, String reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("by").put("kind", by.kind().text()).put("id", by.id());
    return body.put(
        "reason", reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
  }

  /** Who asks, according to a message's body. */
  static Optional<Actor> by(JsonNode body) {
    JsonNode by = body.path("by");
    return by.isObject()
        ? Optional.of(
            new Actor(
                ActorKind.valueOf(by.path("kind").stringValue("system").toUpperCase(Locale.ROOT)),
                by.path("id").stringValue("platform")))
        : Optional.empty();
  }
}
