package dev.fleetprompt.bench.measures;

import dev.fleetprompt.bench.fleet.FleetPlatform;
import dev.fleetprompt.bench.fleet.Home;
import dev.fleetprompt.bench.process.Await;
import java.time.Duration;
import java.util.List;

/**
 * FleetPrompt with a backlog of workflows, spread evenly over tenants. Runs are started as requests
 * start them, at most 500 in a transaction, while the first of them are under way.
 */
final class FleetBacklog {

  private static final int STARTED_AT_ONCE = 500;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final String COMPLETED =
      "select count(*) from fleet.execution where tenant_id = any (?) and status = 'completed'";

  private final FleetPlatform platform;
  private final List<Home> homes;
  private int tenant;

  FleetBacklog(FleetPlatform platform, List<Home> homes) {
    this.platform = platform;
    this.homes = homes;
  }

  /**
   * Nanoseconds from the first start to the last durable end, starts included.
   *
   * @throws IllegalStateException when a run did not complete
   */
  long run(int workflows) {
    long before = completed();
    long began = System.nanoTime();
    int share = Math.max(1, Math.min(STARTED_AT_ONCE, workflows / homes.size()));
    for (int left = workflows; left > 0; left -= share) {
      platform.start(homes.get(tenant++ % homes.size()), Math.min(share, left));
    }
    Await.until("every run ends", LIMIT, LOOK, () -> !platform.isUnderWay());
    long took = System.nanoTime() - began;
    long completed = completed() - before;
    if (completed != workflows) {
      throw new IllegalStateException("Of %,d runs %,d completed.".formatted(workflows, completed));
    }
    return took;
  }

  private long completed() {
    Object tenants =
        homes.stream().map(home -> home.tenant().value()).toArray(java.util.UUID[]::new);
    return platform.count(COMPLETED, tenants);
  }
}
