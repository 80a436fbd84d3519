package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.tenancy.Organization;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Takes away what is older than it is kept. May be run at any time; of several processes that try
 * at once one does it.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final EngineDatabase database;
  private final Organizations organizations;
  private final List<RetentionRule> rules;
  private final NightTable nights;
  private final Clock clock;

  public Retention(
      EngineDatabase database,
      Organizations organizations,
      List<RetentionRule> rules,
      Clock clock) {
    this.database = database;
    this.organizations = organizations;
    this.rules = rules.stream().sorted(Comparator.comparing(RetentionRule::turn)).toList();
    this.nights = new NightTable(database);
    this.clock = clock;
  }

  /** What is due now; empty when another process is at it. */
  public Optional<RetentionReport> run() {
    return alone(lock -> Optional.of(pass(lock::holds)));
  }

  /**
   * What is due, unless a night at or after {@code night} was done before or another process is at
   * it.
   *
   * @param mayGoOn asked between two batches; the night is done also when it said no, and the next
   *     one goes on
   */
  Optional<RetentionReport> runOnce(Instant night, BooleanSupplier mayGoOn) {
    if (isDone(night)) {
      return Optional.empty();
    }
    return alone(lock -> {
      if (isDone(night)) {
        return Optional.empty();
      }
      RetentionReport report = pass(() -> mayGoOn.getAsBoolean() && lock.holds());
      nights.done(night, clock.instant(), report.complete());
      LOG.info("Retention of the night of {}: {}", night, report);
      return Optional.of(report);
    });
  }

  private boolean isDone(Instant night) {
    return nights.last().filter(last -> !last.isBefore(night)).isPresent();
  }

  @FunctionalInterface
  private interface Locked {
    Optional<RetentionReport> perform(RetentionLock lock);
  }

  private Optional<RetentionReport> alone(Locked work) {
    Optional<RetentionLock> taken;
    try {
      taken = RetentionLock.take(database);
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("Retention could not take its lock", e);
    }
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (RetentionLock lock = taken.get()) {
      return work.perform(lock);
    }
  }

  private RetentionReport pass(BooleanSupplier mayGoOn) {
    RetentionPass pass = new RetentionPass(clock.instant(), tenants(), mayGoOn);
    for (RetentionRule rule : rules) {
      if (pass.mayGoOn()) {
        rule.apply(pass);
      }
    }
    return pass.report();
  }

  private List<TenantId> tenants() {
    List<TenantId> tenants = new ArrayList<>();
    String after = null;
    List<Organization> page;
    do {
      page = organizations.list(Organizations.LONGEST_PAGE, after);
      for (Organization organization : page) {
        tenants.add(organization.id());
        after = organization.slug();
      }
    } while (page.size() == Organizations.LONGEST_PAGE);
    return tenants;
  }
}
