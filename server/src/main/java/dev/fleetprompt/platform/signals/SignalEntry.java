package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.schemas.JsonBounds;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.vault.SecretScan;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The one door through which signals come in: checks and completes them, and gives the change that
 * appends them. The data of a signal is at most {@value #LARGEST} bytes and {@value #DEEPEST}
 * levels deep.
 */
@Component
public class SignalEntry {

  static final int LARGEST = 64 * 1024;
  static final int DEEPEST = 64;

  private static final JsonBounds BOUNDS = new JsonBounds(LARGEST, DEEPEST);
  private static final String VALUE_FAMILY = "value.";

  private final PlatformSource own;
  private final CleanText clean;
  private final Ids ids;
  private final Clock clock;

  SignalEntry(PlatformSource own, CleanText clean, Ids ids, Clock clock) {
    this.own = own;
    this.clean = clean;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes in what the platform itself states. Never refuses: what may not be stored is scrubbed, or
   * left out with a note of why, so that a fact is never lost for what it says.
   */
  public AppendSignal fact(TenantId tenant, Fact fact) {
    return append(tenant, ids.next(), fact, clean.of(fact.data(), BOUNDS));
  }

  /**
   * Like {@link #fact}, for what nothing recorded led to: it begins a correlation of its own.
   *
   * @param eventId unique among the platform's own; the same one again is the same fact
   */
  public AppendSignal first(
      TenantId tenant, SignalType type, String eventId, Actor actor, JsonNode data) {
    return first(tenant, type, eventId, actor, data, fact -> fact);
  }

  /**
   * The same, with more to say.
   *
   * @param more adds to the fact, such as what it is about
   */
  public AppendSignal first(
      TenantId tenant,
      SignalType type,
      String eventId,
      Actor actor,
      JsonNode data,
      UnaryOperator<Fact> more) {
    UUID id = ids.next();
    Fact fact = more.apply(Fact.of(type.value(), eventId, actor, Link.signal(id), data));
    return append(tenant, id, fact, clean.of(data, BOUNDS));
  }

  /**
   * Takes in what a workflow emits.
   *
   * @throws InvalidSignalException when its type belongs to the platform ({@code value.…} apart),
   *     or its data holds a secret or goes beyond the bounds
   */
  public AppendSignal emitted(TenantId tenant, Fact fact) {
    if (PlatformTypes.reserve(fact.type()) && !fact.type().value().startsWith(VALUE_FAMILY)) {
      throw reserved(fact.type());
    }
    checkData(fact.data());
    return append(tenant, ids.next(), fact, fact.data());
  }

  /**
   * Takes in an event from outside. It begins a correlation of its own unless it carries a {@code
   * correlationid} that is a {@linkplain Link link}.
   *
   * @throws InvalidSignalException when it claims to be the platform's, holds a secret or goes
   *     beyond the bounds
   */
  public AppendSignal outside(TenantId tenant, OutsideEvent event, Actor actor) {
    SignalType type = new SignalType(event.type());
    if (PlatformTypes.reserve(type)) {
      throw reserved(type);
    }
    OutsideRules.check(event, own);
    switch (event.data()) {
      case Signal.Payload.Json json -> checkData(json.value());
      case Signal.Payload.Binary binary -> OutsideRules.checkBinary(binary);
      case Signal.Payload.None none -> {}
    }
    refuseSecrets("", ExactJson.node(event.extensions()));
    refuseSecrets("/source", ExactJson.node(event.source()));
    refuseSecrets("/id", ExactJson.node(event.id()));
    event.subject().ifPresent(subject -> refuseSecrets("/subject", ExactJson.node(subject)));

    UUID id = ids.next();
    Instant now = clock.instant();
    Map<String, String> extensions = new HashMap<>(event.extensions());
    Optional<Link> correlation = link(extensions, "correlationid");
    Optional<Link> causation = link(extensions, "causationid");
    Optional<String> traceparent = Optional.ofNullable(extensions.remove("traceparent"));
    Signal signal =
        new Signal(
            tenant,
            id,
            event.source(),
            event.id(),
            type,
            event.subject(),
            event.time().orElse(now),
            event.data(),
            actor,
            correlation.orElse(Link.signal(id)),
            causation,
            traceparent,
            extensions,
            Visibility.NORMAL,
            now,
            false);
    return new AppendSignal(signal, true);
  }

  private AppendSignal append(TenantId tenant, UUID id, Fact fact, JsonNode data) {
    Instant now = clock.instant();
    Signal signal =
        new Signal(
            tenant,
            id,
            own.uri(),
            fact.eventId(),
            fact.type(),
            fact.subject(),
            fact.time().orElse(now),
            data.isMissingNode()
                ? new Signal.Payload.None()
                : new Signal.Payload.Json(data, Optional.empty()),
            fact.actor(),
            fact.correlation(),
            fact.causation(),
            fact.traceparent(),
            Map.of(),
            fact.visibility(),
            now,
            false);
    return new AppendSignal(signal, false);
  }

  private static void checkData(JsonNode data) {
    BOUNDS
        .find(data)
        .ifPresent(violation -> {
          throw new InvalidSignalException(
              "signal_data_out_of_bounds",
              "/data" + violation.pointer(),
              "The event's data "
                  + violation.what()
                  + "; send less, or a reference to where it is kept");
        });
    refuseSecrets("/data", data);
  }

  private static void refuseSecrets(String pointer, JsonNode value) {
    SecretScan.firstIn(value)
        .ifPresent(finding -> {
          throw new InvalidSignalException(
              "signal_holds_secret",
              pointer + finding.pointer(),
              "The event seems to hold a secret at '%s' (%s); leave the field out"
                  .formatted(finding.pointer(), finding.kind()));
        });
  }

  private static InvalidSignalException reserved(SignalType type) {
    return new InvalidSignalException(
        "signal_type_reserved",
        "/type",
        "Only FleetPrompt itself states '%s'; use a type that begins with another word"
            .formatted(type));
  }

  private static Optional<Link> link(Map<String, String> extensions, String name) {
    Optional<Link> link = Optional.ofNullable(extensions.get(name)).flatMap(Link::parse);
    link.ifPresent(known -> extensions.remove(name));
    return link;
  }
}
