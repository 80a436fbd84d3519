package dev.fleetprompt.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class PartitionsTest {
  private static final Instant NOW = Instant.parse("2027-01-31T23:59:59.999Z");

  private TestDatabase database;
  private Partitions partitions;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh(Clock.fixed(NOW, ZoneOffset.UTC));
    partitions = database.partitions();
    database
        .owner()
        .inTransaction(sql -> {
          sql.sql(
                  """
                  create table fleet.event (
                    tenant_id uuid not null, id uuid not null, body text not null default 'none',
                    primary key (tenant_id, id)) partition by range (id)
                  """)
              .update();
          sql.sql("call fleet.protect_tenant_table('fleet.event', 'select, insert', null)")
              .update();
          return sql.sql("call fleet.create_month_partitions('fleet.event', '2027-01-15', 1)")
              .update();
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aMonthReachesFromItsFirstToItsLastMillisecond() {
    insert(Instant.parse("2027-01-01T00:00:00Z"));
    insert(NOW);

    assertThatThrownBy(() -> insert(Instant.parse("2027-02-01T00:00:00Z")))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("no partition");
    assertThatThrownBy(() -> insert(Instant.parse("2026-12-31T23:59:59.999Z")))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void upkeepMakesTheLastThisAndThreeMoreMonths() {
    partitions.ensure();
    partitions.ensure();

    assertThat(months(YearMonth.of(2030, 1)))
        .containsExactly(
            YearMonth.of(2026, 12),
            YearMonth.of(2027, 1),
            YearMonth.of(2027, 2),
            YearMonth.of(2027, 3),
            YearMonth.of(2027, 4));
    insert(Instant.parse("2027-04-30T00:00:00Z"));
  }

  @Test
  void oldPartitionsAreListedAndDroppedWithTheirRows() {
    partitions.ensure();
    insert(NOW);

    List<MonthPartition> old = partitions.before("fleet.event", YearMonth.of(2027, 2));
    assertThat(old)
        .containsExactly(
            new MonthPartition("fleet.event", YearMonth.of(2026, 12), "fleet.event_2026_12"),
            new MonthPartition("fleet.event", YearMonth.of(2027, 1), "fleet.event_2027_01"));
    assertThat(old).allMatch(partitions::drop);

    assertThat(months(YearMonth.of(2027, 2))).isEmpty();
    assertThat(
            database
                .engine()
                .sql()
                .sql("select count(*) from fleet.event")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aPartitionInUseStays() throws Exception {
    insert(NOW);
    try (Connection reader = transaction();
        var statement = reader.createStatement();
        var rows = statement.executeQuery("select id from fleet.event")) {
      assertThat(rows.next()).isTrue();

      assertThat(partitions.before("fleet.event", YearMonth.of(2027, 2)))
          .noneMatch(partitions::drop);
    }
    assertThat(months(YearMonth.of(2027, 2))).containsExactly(YearMonth.of(2027, 1));
  }

  @Test
  void makingAPartitionDoesNotWaitForWritersOfTheTable() throws Exception {
    try (Connection writer = transaction();
        var insert =
            writer.prepareStatement("insert into fleet.event (tenant_id, id) values (?, ?)")) {
      insert.setObject(1, UUID.randomUUID());
      insert.setObject(2, database.ids().next());
      insert.executeUpdate();

      partitions.ensure();
      writer.commit();
    }
    assertThat(months(YearMonth.of(2030, 1))).hasSize(5);
  }

  @Test
  void aPartitionKeepsDefaultsAndKeysAndLocksTenantsIn() {
    assertThat(
            database
                .owner()
                .sql()
                .sql(
                    """
                    select relrowsecurity and relforcerowsecurity
                           and exists (select from pg_index where indrelid = c.oid and indisprimary)
                           and exists (select from pg_attrdef where adrelid = c.oid)
                      from pg_class c where c.oid = 'fleet.event_2027_01'::regclass
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aPrivilegeThatIsNoneIsRefused() {
    assertThatThrownBy(() ->
            database
                .owner()
                .sql()
                .sql("call fleet.protect_tenant_table('fleet.event', 'select, truncate', null)")
                .update())
        .rootCause()
        .hasMessageContaining("not a list of privileges: select, truncate");
  }

  private List<YearMonth> months(YearMonth before) {
    return partitions.before("fleet.event", before).stream().map(MonthPartition::month).toList();
  }

  private void insert(Instant at) {
    UUID id = Ids.following(Clock.fixed(at, ZoneOffset.UTC)).next();
    database
        .engine()
        .sql()
        .sql("insert into fleet.event (tenant_id, id) values (?, ?)")
        .param(UUID.randomUUID())
        .param(id)
        .update();
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.engine().sessions("test").getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
