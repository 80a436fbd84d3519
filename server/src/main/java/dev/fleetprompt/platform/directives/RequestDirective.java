package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Change;
import dev.fleetprompt.platform.policies.Verdict;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests a directive. Made by {@link Directives#prepare} only, so its params are valid. The unit
 * that holds it also gets the signals of the request and of the verdict, and wakes the directive.
 */
public final class RequestDirective implements Change {

  /** How long a proposal waits for a person when its request names no end. */
  static final Duration PATIENCE = Duration.ofDays(7);

  private final TenantId tenant;
  private final UUID id;
  private final DirectiveRequest request;
  private final JsonNode params;
  private final List<String> keyFields;
  private final byte[] paramsHash;
  private final Verdict verdict;
  private final Instant at;
  private volatile @Nullable Outcome outcome;

  RequestDirective(
      TenantId tenant,
      UUID id,
      DirectiveRequest request,
      JsonNode params,
      List<String> keyFields,
      byte[] paramsHash,
      Verdict verdict,
      Instant at) {
    this.tenant = tenant;
    this.id = id;
    this.request = request;
    this.params = params;
    this.keyFields = List.copyOf(keyFields);
    this.paramsHash = paramsHash;
    this.verdict = verdict;
    this.at = at;
  }

  /** What became of the request. */
  public sealed interface Outcome {

    /** The directive that holds the business key now. */
    UUID directive();

    /** It is new. */
    record Created(UUID directive, DirectiveState state) implements Outcome {}

    /** The same effect was requested before; that directive stands for both. */
    record Existing(UUID directive, DirectiveState state) implements Outcome {}

    /**
     * The key is held by a directive that means another effect; nothing was written.
     *
     * @param fields the key fields of the type whose values differ
     */
    record Conflict(UUID directive, List<String> fields) implements Outcome {

      /** What to tell the requester. */
      public String message() {
        return "The key is held by directive %s, whose params differ in %s; use another key or the same params"
            .formatted(directive, String.join(", ", fields));
      }
    }
  }

  TenantId tenant() {
    return tenant;
  }

  /** The id that the directive gets if it is new. */
  public UUID id() {
    return id;
  }

  public DirectiveRequest request() {
    return request;
  }

  JsonNode params() {
    return params;
  }

  List<String> keyFields() {
    return keyFields;
  }

  byte[] paramsHash() {
    return paramsHash;
  }

  Verdict verdict() {
    return verdict;
  }

  Instant at() {
    return at;
  }

  /** When it must have begun, or never will: nothing waits for a person for ever. */
  Optional<Instant> expires() {
    return firstState() == DirectiveState.PROPOSED
        ? request.expires().or(() -> Optional.of(at.plus(PATIENCE)))
        : request.expires();
  }

  /** The state in which it begins. */
  DirectiveState firstState() {
    return switch (verdict.ruling()) {
      case DENY -> DirectiveState.DENIED;
      case ASK -> DirectiveState.PROPOSED;
      case ALLOW, AUDIT ->
          request.notBefore().filter(at::isBefore).isPresent()
              ? DirectiveState.SCHEDULED
              : DirectiveState.APPROVED;
    };
  }

  /** To be asked after the commit. */
  public Outcome outcome() {
    Outcome known = outcome;
    if (known == null) {
      throw new IllegalStateException("Not committed yet.");
    }
    return known;
  }

  void decide(Outcome decided) {
    outcome = decided;
  }
}
