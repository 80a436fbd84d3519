package dev.fleetprompt.platform.signals;

import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Follows a tenant's signals in an order in which none can be missed.
 *
 * <p>An id, and a time, are taken before the commit, so a signal can become visible after another
 * with a greater id was read; whoever reads "since id X" loses it, and no window of overlap is long
 * enough, since a commit may be repeated for as long as the database is away. Therefore each row
 * carries the transaction that recorded it, and a reader goes by (transaction, id) but never beyond
 * the oldest transaction that is still open in the cluster, {@code pg_snapshot_xmin}. Everything
 * below has ended: what was committed is visible to this very snapshot, and nothing can be added
 * any more, since a transaction number is given out once. So a {@link Position} divides all signals
 * for ever into those before and those after it; reading on from the last one gives each exactly
 * once, on every node and after a restart alike.
 *
 * <p>The price is that an open transaction that has written holds back what others commit after it
 * began: for as long as it takes, which for the engine's is bounded by the lease. A position
 * belongs to one cluster: after a dump is restored into another one, readers begin at {@link #now}.
 */
@Component
public class SignalFeed {

  /** The most that is read at once. */
  public static final int LARGEST = 1_000;

  /** Index: signal_by_transaction. */
  private static final String AFTER =
      """
      select recorded_by::text as recorded_by, id, event_id, type, subject, correlation_id, causation_id, visibility
      from fleet.signal
      where tenant_id = :tenant and (recorded_by, id) > (:transaction::text::xid8, :id)
        and recorded_by < pg_snapshot_xmin(pg_current_snapshot())
      order by recorded_by, id
      limit :limit
      """;

  private static final String NOW =
      "select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text";

  private static final UUID LAST = new UUID(-1L, -1L);

  private final TenantDatabase database;

  SignalFeed(TenantDatabase database) {
    this.database = database;
  }

  /** That a signal was recorded, without what it says. */
  public record News(
      Position position,
      String eventId,
      SignalType type,
      Optional<String> subject,
      Link correlation,
      Optional<Link> causation,
      Visibility visibility) {

    public UUID id() {
      return position.id();
    }
  }

  /**
   * Between two signals.
   *
   * @param transaction not negative
   */
  public record Position(long transaction, UUID id) implements Comparable<Position> {

    /** Written as {@code <transaction>.<uuid>}; empty when the text is none. */
    public static Optional<Position> parse(String text) {
      int dot = text.indexOf('.');
      if (dot < 1 || dot > 18 || text.length() != dot + 37) {
        return Optional.empty();
      }
      try {
        long transaction = Long.parseLong(text.substring(0, dot));
        return transaction < 0
            ? Optional.empty()
            : Optional.of(new Position(transaction, UUID.fromString(text.substring(dot + 1))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public int compareTo(Position other) {
      int byTransaction = Long.compare(transaction, other.transaction);
      return byTransaction != 0 ? byTransaction : unsigned(id, other.id);
    }

    /** As PostgreSQL orders them. */
    private static int unsigned(UUID one, UUID other) {
      int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
      return high != 0
          ? high
          : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    @Override
    public String toString() {
      return transaction + "." + id;
    }
  }

  /** After everything that can be read now. */
  public Position now(TenantId tenant) {
    return database.readOnly(
        tenant,
        jdbc -> new Position(Long.parseLong(jdbc.sql(NOW).query(String.class).single()), LAST));
  }

  /**
   * What follows a position, in order: each signal once, whoever reads.
   *
   * @param limit at most {@value #LARGEST}
   */
  public List<News> after(TenantId tenant, Position position, int limit) {
    return database.readOnly(
        tenant,
        jdbc ->
            jdbc.sql(AFTER)
                .param("tenant", tenant.value())
                .param("transaction", Long.toString(position.transaction()))
                .param("id", position.id())
                .param("limit", Math.clamp(limit, 1, LARGEST))
                .query((row, number) -> read(row))
                .list());
  }

  private static News read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new News(
        new Position(Long.parseLong(row.getString("recorded_by")), id),
        row.getString("event_id"),
        new SignalType(row.getString("type")),
        Optional.ofNullable(row.getString("subject")),
        Link.parse(row.getString("correlation_id")).orElse(Link.signal(id)),
        Optional.ofNullable(row.getString("causation_id")).flatMap(Link::parse),
        Visibility.of(row.getString("visibility")));
  }
}
