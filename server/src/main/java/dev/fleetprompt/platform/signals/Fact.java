package dev.fleetprompt.platform.signals;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something that the platform itself states.
 *
 * @param eventId {@code {directive or run id}:{fact}[:attempt]}
 * @param time when it happened; now if it is empty
 */
public record Fact(
    SignalType type,
    String eventId,
    Actor actor,
    Link correlation,
    Optional<Link> causation,
    Optional<String> subject,
    Optional<Instant> time,
    JsonNode data,
    Optional<String> traceparent,
    Visibility visibility) {

  /** A fact that all members may see, with nothing known about its cause yet. */
  public static Fact of(String type, String eventId, Actor actor, Link correlation, JsonNode data) {
    return new Fact(
        new SignalType(type),
        eventId,
        actor,
        correlation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        data,
        Optional.empty(),
        Visibility.NORMAL);
  }

  public Fact causedBy(Link cause) {
    return causedBy(Optional.of(cause));
  }

  public Fact causedBy(Optional<Link> cause) {
    return new Fact(
        type, eventId, actor, correlation, cause, subject, time, data, traceparent, visibility);
  }

  public Fact about(String newSubject) {
    return new Fact(
        type,
        eventId,
        actor,
        correlation,
        causation,
        Optional.of(newSubject),
        time,
        data,
        traceparent,
        visibility);
  }

  public Fact at(Instant when) {
    return new Fact(
        type,
        eventId,
        actor,
        correlation,
        causation,
        subject,
        Optional.of(when),
        data,
        traceparent,
        visibility);
  }

  public Fact forAdmins() {
    return new Fact(
        type,
        eventId,
        actor,
        correlation,
        causation,
        subject,
        time,
        data,
        traceparent,
        Visibility.ADMINS);
  }
}
