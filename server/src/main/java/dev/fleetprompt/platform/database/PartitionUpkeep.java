package dev.fleetprompt.platform.database;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a day whether the coming months have their partitions; three months remain to notice a
 * failure.
 */
final class PartitionUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionUpkeep.class);

  private final Partitions partitions;
  private final ScheduledExecutorService daily =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("partition-upkeep").daemon().factory());

  PartitionUpkeep(Partitions partitions) {
    this.partitions = partitions;
    var unused = daily.scheduleWithFixedDelay(this::ensure, 1, 1, TimeUnit.DAYS);
  }

  @Override
  public void close() {
    daily.shutdownNow();
  }

  private void ensure() {
    try {
      partitions.ensure();
    } catch (RuntimeException e) {
      LOG.error("Month partitions could not be made; trying again tomorrow", e);
    }
  }
}
