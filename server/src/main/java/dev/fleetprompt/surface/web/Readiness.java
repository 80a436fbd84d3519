package dev.fleetprompt.surface.web;

import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.MonthPartition;
import dev.fleetprompt.platform.database.Partitions;
import dev.fleetprompt.platform.queue.QueueRuntime;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks at everything this process needs in order to work. Takes a few milliseconds, or up to 3 s
 * without database.
 */
@Component
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final IdentityDatabase database;
  private final Partitions partitions;
  private final QueueRuntime queue;
  private final Clock clock;

  Readiness(IdentityDatabase database, Partitions partitions, QueueRuntime queue, Clock clock) {
    this.database = database;
    this.partitions = partitions;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * One thing that was looked at.
   *
   * @param detail what was found, and what to do when it is not well
   */
  public record Finding(String name, boolean well, String detail) {}

  public List<Finding> look() {
    Finding connection = connection();
    return connection.well()
        ? List.of(connection, migrations(), months(), lease())
        : List.of(connection, unknown("migrations"), unknown("partitions"), unknown("lease"));
  }

  private Finding connection() {
    try {
      database.sql().sql("select 1").query(Integer.class).single();
      return new Finding("database", true, "answers");
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The database does not answer", e);
      return new Finding(
          "database",
          false,
          "does not answer; it is tried again with each request. With FLEET_DATABASE_URL check that server, else restart this one");
    }
  }

  /** Opening the database applies them before anything else starts. */
  private static Finding migrations() {
    return new Finding("migrations", true, "applied at the start");
  }

  private Finding months() {
    try {
      YearMonth now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
      List<MonthPartition> known = partitions.before(now.plusMonths(2));
      Set<String> tables =
          known.stream().map(MonthPartition::table).collect(Collectors.toCollection(TreeSet::new));
      for (YearMonth month : List.of(now, now.plusMonths(1))) {
        Set<String> missing = new TreeSet<>(tables);
        known.stream()
            .filter(partition -> partition.month().equals(month))
            .forEach(partition -> missing.remove(partition.table()));
        if (!missing.isEmpty()) {
          return new Finding(
              "partitions",
              false,
              "%s has no place for %s; a restart makes it"
                  .formatted(String.join(", ", missing), month));
        }
      }
      return new Finding("partitions", true, "made up to " + now.plusMonths(1) + " and beyond");
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The partitions cannot be listed", e);
      return unknown("partitions");
    }
  }

  private Finding lease() {
    return queue.node().isPresent()
        ? new Finding("lease", true, "held")
        : new Finding(
            "lease",
            false,
            "not held: this process was cut off or is just starting; it joins again by itself");
  }

  private static Finding unknown(String name) {
    return new Finding(name, false, "unknown while the database does not answer");
  }
}
