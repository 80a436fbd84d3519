package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.database.MonthPartition;
import dev.fleetprompt.platform.database.Partitions;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Drops months of partitioned tables. */
public final class OldMonths {

  private static final String SCHEMA = "fleet.";

  private final Partitions partitions;

  public OldMonths(Partitions partitions) {
    this.partitions = partitions;
  }

  /** The identifiers that were made in a month: from the first, to before the second. */
  public record Month(UUID from, UUID to) {

    private static Month of(YearMonth month) {
      return new Month(lowest(month), lowest(month.plusMonths(1)));
    }

    private static UUID lowest(YearMonth month) {
      return Ids.lowestAt(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
  }

  /** The months that ended before {@code limit} and still have a partition of one of the tables. */
  public List<Month> before(Instant limit, String... tables) {
    return months(limit, tables).stream().map(Month::of).toList();
  }

  /**
   * Drops the partitions of months that ended before {@code limit} and may go. One that is in use
   * at the moment stays for the next pass.
   *
   * @param mayGo whether nobody needs a row of the month
   * @param tables without their schema; those that belong to rows of others before these
   */
  public void drop(RetentionPass pass, Instant limit, Predicate<Month> mayGo, String... tables) {
    for (YearMonth month : months(limit, tables)) {
      if (pass.mayGoOn() && mayGo.test(Month.of(month))) {
        for (String table : tables) {
          drop(pass, month, table);
        }
      }
    }
  }

  private List<YearMonth> months(Instant limit, String... tables) {
    Set<String> names = new HashSet<>();
    for (String table : tables) {
      names.add(SCHEMA + table);
    }
    return partitions.before(YearMonth.from(limit.atZone(ZoneOffset.UTC))).stream()
        .filter(partition -> names.contains(partition.table()))
        .map(MonthPartition::month)
        .distinct()
        .toList();
  }

  private void drop(RetentionPass pass, YearMonth month, String table) {
    for (MonthPartition partition : partitions.before(SCHEMA + table, month.plusMonths(1))) {
      if (partition.month().equals(month) && partitions.drop(partition)) {
        pass.dropped(table);
      }
    }
  }
}
