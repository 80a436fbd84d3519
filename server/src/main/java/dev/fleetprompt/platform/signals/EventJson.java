package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.schemas.ExactJson;
import tools.jackson.databind.node.ObjectNode;

/** Signals as CloudEvents in JSON, as filters, runs and waits see them. */
public final class EventJson {

  private EventJson() {}

  /** A new object; without data when the signal has none that is JSON. */
  public static ObjectNode of(Signal signal) {
    ObjectNode json =
        ExactJson.mapper()
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", signal.eventId())
            .put("source", signal.source())
            .put("type", signal.type().value())
            .put("time", signal.time().toString())
            .put("actorkind", signal.actor().kind().text())
            .put("actorid", signal.actor().id())
            .put("correlationid", signal.correlation().toString());
    signal.subject().ifPresent(subject -> json.put("subject", subject));
    signal.causation().map(Link::toString).ifPresent(cause -> json.put("causationid", cause));
    signal.extensions().forEach(json::put);
    if (!signal.json().isMissingNode()) {
      json.put("datacontenttype", "application/json");
      json.set("data", signal.json());
    }
    return json;
  }
}
