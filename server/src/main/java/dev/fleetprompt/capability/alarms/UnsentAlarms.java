package dev.fleetprompt.capability.alarms;

import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.queue.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads alarms for those who send them. */
@Component
class UnsentAlarms {
  /** How often a schedule whose runs go on failing is written about. */
  static final Duration PAUSE = Duration.ofHours(1);

  /** Indexes: the primary key, and alarm_by_schedule. */
  private static final String FIND =
      """
      select a.key, a.title, a.text, a.run_id, a.signal_id,
             a.kind = 'run.faulted' and exists (
               select from fleet.alarm o
                where o.tenant_id = a.tenant_id and o.schedule_id = a.schedule_id
                  and o.kind = a.kind and o.directive_id is not null and o.raised_at > :since) as hushed
        from fleet.alarm a
       where a.tenant_id = :tenant and a.id = :id and a.directive_id is null
         and a.seen_at is null and a.resolved_at is null
      """;

  private final EngineDatabase database;
  private final Clock clock;

  UnsentAlarms(EngineDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An alarm that was not sent.
   *
   * @param about as of {@link Alarm}, without schedule and installation
   * @param hushed whether one like it went out a short time ago
   */
  record Unsent(String key, String title, String text, Alarm.Subject about, boolean hushed) {}

  /** Empty when it was sent, is over, or is none. */
  Optional<Unsent> find(Item item) {
    return database
        .sql()
        .sql(FIND)
        .param("since", clock.instant().minus(PAUSE).atOffset(ZoneOffset.UTC))
        .param("tenant", item.tenant().value())
        .param("id", item.id())
        .query((row, index) ->
            new Unsent(
                row.getString("key"),
                row.getString("title"),
                row.getString("text"),
                new Alarm.Subject(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.ofNullable(row.getObject("run_id", UUID.class)),
                    Optional.ofNullable(row.getObject("signal_id", UUID.class))),
                row.getBoolean("hushed")))
        .optional();
  }
}
