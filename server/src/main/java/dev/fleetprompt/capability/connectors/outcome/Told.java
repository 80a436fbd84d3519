package dev.fleetprompt.capability.connectors.outcome;

import dev.fleetprompt.platform.directives.Attempt;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a message that went out: where and how long it was, never its text. */
public final class Told {
  private Told() {}

  /** The length of a text, in Unicode characters. */
  public static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  public static ObjectNode data(String connection, int characters) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("connection", connection)
        .put("characters", characters);
  }

  /** The fact that an attempt's message is out. */
  public static Fact fact(String type, String connector, Attempt attempt, ObjectNode data) {
    return Fact.of(
            type,
            attempt.directive() + ":posted",
            Actor.integration(connector),
            attempt.correlation(),
            data)
        .causedBy(Link.directive(attempt.directive()));
  }
}
