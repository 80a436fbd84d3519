package dev.fleetprompt.platform.database;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Makes and drops the month partitions of the tables that {@code fleet.partitioned_table} lists.
 */
public final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final int MONTHS_BACK = 1;
  private static final int MONTHS = 5;

  private static final String TABLES = "select name from fleet.partitioned_table order by name";

  private static final String CREATE =
      "call fleet.create_month_partitions(cast(? as text), cast(? as date), cast(? as int))";

  private static final String BEFORE =
      """
      select p.name as "table", to_date(right(c.relname, 7), 'YYYY_MM') as month,
             format('%I.%I', c.relnamespace::regnamespace, c.relname) as name
        from fleet.partitioned_table p
        join pg_inherits i on i.inhparent = p.name::regclass
        join pg_class c on c.oid = i.inhrelid
       where right(c.relname, 7) < to_char(cast(? as date), 'YYYY_MM')
       order by month, name
      """;

  /** Waits for readers only briefly: whoever comes later waits behind us. */
  private static final String LOCK_LIMIT = "set local lock_timeout = '1s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final OwnerDatabase database;
  private final Clock clock;

  public Partitions(OwnerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Makes sure that rows of the last, this and the next three months have a place. Cheap if they
   * have.
   */
  public void ensure() {
    ensure(YearMonth.now(clock.withZone(ZoneOffset.UTC)).minusMonths(MONTHS_BACK), MONTHS);
  }

  /**
   * Makes sure that rows of {@code months} months, at most 120, beginning with {@code first} have a
   * place.
   */
  public void ensure(YearMonth first, int months) {
    for (String table : database.sql().sql(TABLES).query(String.class).list()) {
      database.sql().sql(CREATE).param(table).param(first.atDay(1)).param(months).update();
    }
  }

  /** The partitions of all tables that end before {@code month}, oldest first. */
  public List<MonthPartition> before(YearMonth month) {
    return database
        .sql()
        .sql(BEFORE)
        .param(month.atDay(1))
        .query((row, index) ->
            new MonthPartition(
                row.getString("table"),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                row.getString("name")))
        .list();
  }

  /**
   * The partitions of one table, named with its schema, that end before {@code month}, oldest
   * first.
   */
  public List<MonthPartition> before(String table, YearMonth month) {
    return before(month).stream().filter(partition -> partition.table().equals(table)).toList();
  }

  /**
   * Drops a partition with its rows.
   *
   * @return false if the table is too busy now; try again later
   */
  public boolean drop(MonthPartition partition) {
    try {
      database.inTransaction(sql -> {
        sql.sql(LOCK_LIMIT).update();
        // Its name came from the catalogue, quoted.
        return sql.sql("drop table " + partition.name()).update();
      });
      LOG.info("Dropped partition {}", partition.name());
      return true;
    } catch (DataAccessException e) {
      if (!isLockTimeout(e)) {
        throw e;
      }
      LOG.info("Partition {} is in use and stays for now", partition.name());
      return false;
    }
  }

  private static boolean isLockTimeout(DataAccessException failure) {
    return failure.getCause() instanceof SQLException cause
        && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
  }
}
