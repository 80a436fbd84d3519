package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.ids.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what is over, a little whenever somebody signs in: at least as much as signing in adds,
 * so nothing grows without bound.
 */
final class Leftovers {
  private static final Duration SIGN_INS = Duration.ofDays(365);
  private static final Duration LINKS = Duration.ofDays(90);

  /** session_by_end */
  private static final String SESSIONS =
      """
      delete from fleet.session where token_hash in
        (select token_hash from fleet.session where ends_at < :now limit 200)
      """;

  /** sign_in_step_by_end */
  private static final String STEPS =
      """
      delete from fleet.sign_in_step where token_hash in
        (select token_hash from fleet.sign_in_step where ends_at < :now limit 200)
      """;

  /** The primary key, whose ids begin with their time. */
  private static final String LOG =
      """
      delete from fleet.sign_in where sign_in_id in
        (select sign_in_id from fleet.sign_in where sign_in_id < :lowest order by sign_in_id limit 200)
      """;

  private static final String INVITATIONS =
      """
      delete from fleet.invitation where invitation_id in
        (select invitation_id from fleet.invitation where ends_at < :old limit 50)
      """;

  private static final String ONE_TIME_LINKS =
      """
      delete from fleet.one_time_link where token_hash in
        (select token_hash from fleet.one_time_link where ends_at < :old limit 50)
      """;

  private final Clock clock;

  Leftovers(Clock clock) {
    this.clock = clock;
  }

  /** As part of the transaction that {@code sql} belongs to. */
  void sweep(JdbcClient sql) {
    Instant now = clock.instant();
    sql.sql(SESSIONS).param("now", Times.utc(now)).update();
    sql.sql(STEPS).param("now", Times.utc(now)).update();
    sql.sql(LOG).param("lowest", Ids.lowestAt(now.minus(SIGN_INS))).update();
    sql.sql(INVITATIONS).param("old", Times.utc(now.minus(LINKS))).update();
    sql.sql(ONE_TIME_LINKS).param("old", Times.utc(now.minus(LINKS))).update();
  }
}
