package dev.fleetprompt.platform.connections;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The signals {@code connection.*}: who connected, changed, renamed or revoked one, and who allowed
 * it a private address. They name host and port; settings and credential are not in them.
 */
final class ConnectionFacts {
  private final SignalEntry signals;
  private final Ids ids;

  ConnectionFacts(SignalEntry signals, Ids ids) {
    this.signals = signals;
    this.ids = ids;
  }

  /**
   * @param before as it was, if it was there
   */
  List<AppendSignal> saved(Optional<Connection> before, Connection now, Actor actor) {
    List<AppendSignal> facts = new ArrayList<>();
    facts.add(fact(before.isPresent() ? "changed" : "created", now, about(now), actor));
    boolean wasAllowed =
        before
            .filter(Connection::privateAllowed)
            .filter(known -> known.address().equals(now.address()))
            .isPresent();
    if (now.privateAllowed() && !wasAllowed) {
      facts.add(fact("address.allowed", now, about(now), actor));
    }
    return facts;
  }

  AppendSignal renamed(Connection now, String before, Actor actor) {
    return fact("renamed", now, about(now).put("before", before), actor);
  }

  AppendSignal revoked(Connection connection, Actor actor) {
    return fact("revoked", connection, about(connection), actor);
  }

  private static ObjectNode about(Connection connection) {
    return ExactJson.mapper()
        .createObjectNode()
        .put("connection", connection.id().value().toString())
        .put("name", connection.name())
        .put("connector", connection.connector().value())
        .put("address", connection.address());
  }

  /** A connection is changed many times, so each fact has an id of its own. */
  private AppendSignal fact(String word, Connection connection, ObjectNode data, Actor actor) {
    return signals.first(
        connection.tenant(),
        new SignalType("connection." + word),
        connection.id().value() + ":" + word + ":" + ids.next(),
        actor,
        data,
        fact -> fact.about(connection.name()));
  }
}
