package dev.fleetprompt.platform.retention;

import dev.fleetprompt.platform.database.EngineDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The latest night that the job was done for, by any node. */
final class NightTable {

  private static final String LAST = "select night from fleet.retention_night";

  private static final String DONE =
      """
      insert into fleet.retention_night (night, ended_at, complete) values (?, ?, ?)
      on conflict (one) do update
      set night = excluded.night, ended_at = excluded.ended_at, complete = excluded.complete
      """;

  private final EngineDatabase database;

  NightTable(EngineDatabase database) {
    this.database = database;
  }

  Optional<Instant> last() {
    return database
        .sql()
        .sql(LAST)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  void done(Instant night, Instant endedAt, boolean complete) {
    database
        .sql()
        .sql(DONE)
        .param(night.atOffset(ZoneOffset.UTC))
        .param(endedAt.atOffset(ZoneOffset.UTC))
        .param(complete)
        .update();
  }
}
