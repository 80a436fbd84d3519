package dev.fleetprompt.platform.ingress;

import dev.fleetprompt.platform.database.IdentityDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Notes when tokens were used, at most once a minute for each, aside of the request. */
final class LastUses {
  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
  private static final Duration PRECISION = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private static final String NOTE =
      """
      update fleet.ingress_token set last_used_at = greatest(last_used_at, ?)
      where tenant_id = ? and id = ?
      """;

  private final IdentityDatabase database;
  private final Clock clock;
  private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();

  LastUses(IdentityDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void used(Sender sender) {
    Instant now = clock.instant();
    if (noted.size() >= MOST_REMEMBERED) {
      noted.clear();
    }
    Instant latest =
        noted.merge(
            sender.token(),
            now,
            (before, after) -> before.plus(PRECISION).isAfter(after) ? before : after);
    if (latest.equals(now)) {
      Thread.ofVirtual().name("ingress-last-use").start(() -> note(sender, now));
    }
  }

  private void note(Sender sender, Instant now) {
    try {
      database
          .sql()
          .sql(NOTE)
          .param(now.atOffset(ZoneOffset.UTC))
          .param(sender.tenant().value())
          .param(sender.token())
          .update();
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("The use of token {} could not be noted", sender.token(), e);
    }
  }
}
