package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Fact;
import dev.fleetprompt.platform.signals.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * An effect that somebody wants.
 *
 * @param params fit the type's schema; no secrets
 * @param key the business key: what the effect is for, within tenant and type; 1 to 500 characters
 * @param reason why, for people; at most 1,000 characters
 * @param notBefore when it may start; at once if it is empty
 * @param expires when it must have started, or never will
 * @param correlation what it belongs to; itself if it is empty
 * @param causation what led to it
 * @param installation the installation for which a run asks
 * @param announcements facts to be stated before {@code directive.requested}, made from the new
 *     directive's id, with its time; stated only when it is new
 */
public record DirectiveRequest(
    DirectiveName type,
    JsonNode params,
    String key,
    String reason,
    Requester requester,
    Optional<Instant> notBefore,
    Optional<Instant> expires,
    Optional<Link> correlation,
    Optional<Link> causation,
    Optional<UUID> installation,
    List<Function<UUID, Fact>> announcements) {

  public DirectiveRequest {
    announcements = List.copyOf(announcements);
  }

  /** A request that may start at once, never expires and follows from nothing but its requester. */
  public static DirectiveRequest of(
      String type, JsonNode params, String key, String reason, Requester requester) {
    return new DirectiveRequest(
        new DirectiveName(type),
        params,
        key,
        reason,
        requester,
        Optional.empty(),
        Optional.empty(),
        requester.run().map(Link::run),
        requester.run().map(Link::run),
        Optional.empty(),
        List.of());
  }

  public DirectiveRequest notBefore(Instant start) {
    return new DirectiveRequest(
        type,
        params,
        key,
        reason,
        requester,
        Optional.of(start),
        expires,
        correlation,
        causation,
        installation,
        announcements);
  }

  public DirectiveRequest expiring(Instant end) {
    return new DirectiveRequest(
        type,
        params,
        key,
        reason,
        requester,
        notBefore,
        Optional.of(end),
        correlation,
        causation,
        installation,
        announcements);
  }

  /** Says what it belongs to and what led to it. */
  public DirectiveRequest within(Link newCorrelation, Optional<Link> newCausation) {
    return new DirectiveRequest(
        type,
        params,
        key,
        reason,
        requester,
        notBefore,
        expires,
        Optional.of(newCorrelation),
        newCausation,
        installation,
        announcements);
  }

  /** Says for which installation it is asked. */
  public DirectiveRequest forInstallation(Optional<UUID> newInstallation) {
    return new DirectiveRequest(
        type,
        params,
        key,
        reason,
        requester,
        notBefore,
        expires,
        correlation,
        causation,
        newInstallation,
        announcements);
  }

  DirectiveRequest because(String newReason) {
    return new DirectiveRequest(
        type,
        params,
        key,
        newReason,
        requester,
        notBefore,
        expires,
        correlation,
        causation,
        installation,
        announcements);
  }

  public DirectiveRequest announcing(Function<UUID, Fact> fact) {
    return new DirectiveRequest(
        type,
        params,
        key,
        reason,
        requester,
        notBefore,
        expires,
        correlation,
        causation,
        installation,
        java.util.stream.Stream.concat(announcements.stream(), java.util.stream.Stream.of(fact))
            .toList());
  }
}
