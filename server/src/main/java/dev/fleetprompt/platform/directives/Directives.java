package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.policies.Policies;
import dev.fleetprompt.platform.policies.Proposal;
import dev.fleetprompt.platform.policies.Verdict;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.CleanText;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Requests, shows and decides a tenant's directives. */
@Component
public class Directives {

  private static final int LONGEST_KEY = 500;
  private static final int LONGEST_REASON = 1_000;

  private static final String FIND =
      "select %s from fleet.directive where tenant_id = :tenant and id = :id"
          .formatted(DirectiveRows.COLUMNS);

  private static final String PAGE =
      """
      select %s from fleet.directive
      where tenant_id = :tenant
        and (:type::text is null or type = :type)
        and (:state::text is null or state = :state)
        and (:run::uuid is null or run_id = :run)
        and (:before::uuid is null or id < :before)
      order by id desc
      limit :size
      """
          .formatted(DirectiveRows.COLUMNS);

  // directive_by_correlation
  private static final String TRAIL =
      """
      select %s from fleet.directive
      where tenant_id = :tenant and correlation_id = :correlation
      order by id
      limit 500
      """
          .formatted(DirectiveRows.COLUMNS);

  private static final String ATTEMPTS =
      """
      select %s from fleet.attempt
      where tenant_id = :tenant and directive_id = :id
      order by number
      """
          .formatted(DirectiveRows.ATTEMPT_COLUMNS);

  private final DirectiveTypes types;
  private final Policies policies;
  private final TenantDatabase database;
  private final Commits commits;
  private final CleanText clean;
  private final Ids ids;
  private final Clock clock;

  Directives(
      DirectiveTypes types,
      Policies policies,
      TenantDatabase database,
      Commits commits,
      CleanText clean,
      Ids ids,
      Clock clock) {
    this.types = types;
    this.policies = policies;
    this.database = database;
    this.commits = commits;
    this.clean = clean;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Checks and judges a request, and gives the change that makes it, to be committed with whatever
   * belongs to it.
   *
   * @throws InvalidDirectiveException when the type is unknown, the params do not fit it or hold a
   *     secret, or key or reason are too long
   */
  public RequestDirective prepare(TenantId tenant, DirectiveRequest request) {
    DirectiveType<?, ?> type = types.require(request.type());
    if (request.key().isBlank()
        || request.key().length() > LONGEST_KEY
        || request.key().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidDirectiveException(
          "directive_key_invalid",
          "A business key has 1 to "
              + LONGEST_KEY
              + " characters, none of them control characters");
    }
    JsonNode params = types.checked(type, request.params());
    Verdict verdict =
        policies.judge(
            new Proposal(
                tenant,
                type.name().value(),
                params,
                type.undo() == Undo.IRREVERSIBLE,
                request.installation()));
    return new RequestDirective(
        tenant,
        ids.next(),
        request.because(clean.of(request.reason(), LONGEST_REASON)),
        params,
        type.keyFields(),
        ExactJson.hash(DirectiveTypes.keyPart(type.keyFields(), params)),
        verdict,
        clock.instant());
  }

  /** Requests a directive in a transaction of its own; returns when it is durable. */
  public RequestDirective.Outcome request(TenantId tenant, DirectiveRequest request) {
    RequestDirective change = prepare(tenant, request);
    commits.commit(new UnitOfWork(tenant).add(change));
    return change.outcome();
  }

  public Optional<Directive> find(TenantId tenant, UUID id) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(FIND)
                .param("tenant", tenant.value())
                .param("id", id)
                .query(DirectiveRows::read)
                .optional());
  }

  /** One page of a list, newest first. */
  public List<Directive> page(TenantId tenant, DirectiveQuery query) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(PAGE)
                .param("tenant", tenant.value())
                .param("type", query.type().map(DirectiveName::value).orElse(null))
                .param("state", query.state().map(DirectiveState::text).orElse(null))
                .param("run", query.run().orElse(null))
                .param("before", query.before().orElse(null))
                .param("size", query.size())
                .query(DirectiveRows::read)
                .list());
  }

  /**
   * Every directive that belongs to one run, directive or first signal, oldest first; at most the
   * first 500.
   */
  public List<Directive> trail(TenantId tenant, Link correlation) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(TRAIL)
                .param("tenant", tenant.value())
                .param("correlation", correlation.toString())
                .query(DirectiveRows::read)
                .list());
  }

  /** All attempts of a directive, first to last. */
  public List<AttemptRecord> attempts(TenantId tenant, UUID directive) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(ATTEMPTS)
                .param("tenant", tenant.value())
                .param("id", directive)
                .query(DirectiveRows::readAttempt)
                .list());
  }

  /**
   * Decides what became of a directive in doubt.
   *
   * @throws DirectiveMovedOnException when it is not in doubt (any more)
   */
  public void resolve(TenantId tenant, UUID directive, Resolution decision, Actor actor) {
    decide(
        MoveDirective.resolve(
            tenant, directive, decision, actor, RequestWriter.ATTEMPTS, clock.instant()));
  }

  /**
   * Takes a directive back that has not begun, or is between two attempts.
   *
   * @throws DirectiveMovedOnException when an attempt is under way or it has ended
   */
  public void cancel(TenantId tenant, UUID directive, Actor actor, String reason) {
    decide(
        MoveDirective.cancel(
            tenant, directive, actor, clean.of(reason, LONGEST_REASON), clock.instant()));
  }

  /** What a directive means, in plain words, as far as its type can tell. */
  public Summary summary(Directive directive) {
    return types.summary(directive);
  }

  private void decide(MoveDirective move) {
    commits.commit(
        new UnitOfWork(move.tenant())
            .add(move)
            .add(new QueueChange.Wake(DirectiveItems.of(move.tenant(), move.directive()))));
  }
}
