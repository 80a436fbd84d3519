package dev.fleetprompt.platform.policies;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.schemas.ExactJson;
import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.AppendSignal;
import dev.fleetprompt.platform.signals.CleanText;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.SignalType;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The tenants' policies. A change holds for every request that is made a second later, on all
 * nodes.
 */
@Component
public class Policies {

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST_KNOWN = 10_000;
  private static final int LONGEST_REASON = 1_000;
  private static final int LARGEST_PAGE = 200;

  /** Index: the primary key, backwards. */
  private static final String VERSIONS =
      """
      select version, rules, actor_kind, actor_id, reason, created_at from fleet.policy
      where tenant_id = :tenant and version < :before
      order by version desc
      limit :size
      """;

  private static final String ADD =
      """
      insert into fleet.policy (tenant_id, version, rules, actor_kind, actor_id, reason, created_at)
      values (:tenant, :version, :rules::jsonb, :kind, :actor, :reason, :at)
      """;

  private final TenantDatabase database;
  private final Commits commits;
  private final SignalEntry signals;
  private final CleanText clean;
  private final Clock clock;
  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

  private record Known(Policy policy, Instant at) {}

  public Policies(
      TenantDatabase database, Commits commits, SignalEntry signals, CleanText clean, Clock clock) {
    this.database = database;
    this.commits = commits;
    this.signals = signals;
    this.clean = clean;
    this.clock = clock;
  }

  /** Judges a proposal by its tenant's policy, which was in force within the last second. */
  public Verdict judge(Proposal proposal) {
    return recent(proposal.tenant()).judge(proposal);
  }

  /** The policy in force. */
  public Policy current(TenantId tenant) {
    List<Policy> newest = versions(tenant, Integer.MAX_VALUE, 1);
    return newest.isEmpty() ? Policy.SHIPPED : newest.getFirst();
  }

  /**
   * The versions that a tenant made, newest first.
   *
   * @param before only those before this one
   * @param size at most {@value #LARGEST_PAGE}
   */
  public List<Policy> versions(TenantId tenant, int before, int size) {
    return database.readOnly(
        tenant,
        sql ->
            sql.sql(VERSIONS)
                .param("tenant", tenant.value())
                .param("before", before)
                .param("size", Math.clamp(size, 1, LARGEST_PAGE))
                .query(PolicyRows::read)
                .list());
  }

  /**
   * Puts other rules in force, and states {@code policy.changed} with it.
   *
   * @param seen the version that the change was made from
   * @throws PolicyChangedException when that is not the one in force any more
   * @throws InvalidPolicyException when there are too many rules
   */
  public Policy change(TenantId tenant, int seen, List<PolicyRule> rules, Actor by, String reason) {
    Policy.Change change = new Policy.Change(by, clock.instant(), clean.of(reason, LONGEST_REASON));
    Policy next = new Policy(seen + 1, rules, java.util.Optional.of(change));
    if (current(tenant).version() != seen) {
      throw new PolicyChangedException(seen);
    }
    try {
      commits.together(
          tenant,
          (sql, unit) -> {
            unit.add(fact(tenant, next, change));
            return sql.sql(ADD)
                .param("tenant", tenant.value())
                .param("version", next.version())
                .param("rules", PolicyRows.write(next.rules()))
                .param("kind", by.kind().text())
                .param("actor", by.id())
                .param("reason", change.reason())
                .param("at", change.at().atOffset(ZoneOffset.UTC))
                .update();
          });
    } catch (DuplicateKeyException e) {
      throw new PolicyChangedException(seen);
    }
    known.remove(tenant);
    return next;
  }

  private AppendSignal fact(TenantId tenant, Policy policy, Policy.Change change) {
    return signals.first(
        tenant,
        new SignalType("policy.changed"),
        "policy:" + policy.version() + ":changed",
        change.by(),
        ExactJson.mapper()
            .createObjectNode()
            .put("version", policy.version())
            .put("rules", policy.rules().size())
            .put("reason", change.reason()),
        fact -> fact.about("version " + policy.version()).at(change.at()));
  }

  private Policy recent(TenantId tenant) {
    Instant now = clock.instant();
    Known latest = known.get(tenant);
    if (latest != null && latest.at().plus(FRESH).isAfter(now)) {
      return latest.policy();
    }
    try {
      Policy policy = current(tenant);
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.put(tenant, new Known(policy, now));
      return policy;
    } catch (DataAccessException | TransactionException e) {
      if (latest == null) {
        throw e;
      }
      // Nothing can be requested before the database is back, and then it is asked again.
      LOG.warn("The policy of {} could not be read: {}", tenant, e.getMessage());
      return latest.policy();
    }
  }
}
