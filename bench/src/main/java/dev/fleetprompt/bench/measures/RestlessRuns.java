package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs that have an effect and then are never at rest for long, and where they stand. */
final class RestlessRuns {

  private static final int UNIT = 250;

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.3', namespace: bench, name: bench, version: '1.0.0'}
      do:
        - tell: {call: bench.tell, with: {key: '${ .key }'}}
        - turns:
            for: {each: turn, in: '${ [range(6)] }'}
            do:
              - work: {call: bench.step, with: {value: '${ $turn }'}}
              - rest: {wait: {seconds: 4}}
      """;

  private static final String JOINED = "select count(*) from fleet.node where name = ? and alive";

  private static final String IN_HANDS =
      """
      select count(*) from fleet.queue q join fleet.node n on n.id = q.node
       where n.name = ? and q.kind = 1
      """;

  private static final String UNDER_WAY =
      "select id from fleet.execution where tenant_id = ? and ended_at is null";

  /** Primary keys of both tables. */
  private static final String NOT_MOVED =
      """
      select k.id from unnest(?::uuid[]) as k (id)
        join fleet.execution e on e.tenant_id = ? and e.id = k.id
       where e.ended_at is null
         and not exists (select from fleet.journal j
                          where j.tenant_id = e.tenant_id and j.execution_id = e.id and j.at > ?)
      """;

  private static final String OPEN =
      "select count(*) from fleet.execution where tenant_id = ? and ended_at is null";

  private static final String COMPLETED =
      "select count(*) from fleet.execution where tenant_id = ? and status = 'completed'";

  private final FleetPlatform platform;
  private final Home home;
  private List<UUID> remembered = List.of();
  private OffsetDateTime rememberedAt = OffsetDateTime.MIN;

  RestlessRuns(FleetPlatform platform) {
    this.platform = platform;
    this.home = platform.home("bench", WORKFLOW);
  }

  void start(int count) {
    for (int left = count; left > 0; left -= UNIT) {
      UnitOfWork unit = new UnitOfWork(home.tenant());
      for (int i = 0; i < Math.min(left, UNIT); i++) {
        UUID run = platform.get(Ids.class).next();
        unit.add(
            platform.start(
                home, run, JsonNodeFactory.instance.objectNode().put("key", run.toString())));
      }
      platform.commit(unit);
    }
  }

  boolean hasJoined(String node) {
    return platform.count(JOINED, node) == 1;
  }

  /** How many runs a process owns, dead or alive. */
  long inHandsOf(String node) {
    return platform.count(IN_HANDS, node);
  }

  /** Takes down, now, which runs have not ended. */
  void rememberThoseUnderWay() {
    rememberedAt = Instant.now().atOffset(ZoneOffset.UTC);
    remembered =
        new ArrayList<>(
            platform.engine().sql().sql(UNDER_WAY).param(tenant()).query(UUID.class).list());
  }

  int remembered() {
    return remembered.size();
  }

  /** Whether each of the remembered runs has done something since; forgets those that have. */
  boolean haveAllMovedOn() {
    remembered =
        new ArrayList<>(
            platform
                .engine()
                .sql()
                .sql(NOT_MOVED)
                .params(remembered.toArray(UUID[]::new), tenant(), rememberedAt)
                .query(UUID.class)
                .list());
    return remembered.isEmpty();
  }

  boolean haveAllEnded() {
    return platform.count(OPEN, tenant()) == 0;
  }

  long completed() {
    return platform.count(COMPLETED, tenant());
  }

  private UUID tenant() {
    return home.tenant().value();
  }
}
