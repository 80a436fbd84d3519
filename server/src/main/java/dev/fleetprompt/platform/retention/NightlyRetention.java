package dev.fleetprompt.platform.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the job every night, for an hour at most. Every process looks every ten minutes whether the
 * latest night was done, so one that was missed is made up for soon after the next start.
 */
final class NightlyRetention implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyRetention.class);
  private static final Duration FIRST_LOOK = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final Duration LONGEST_PASS = Duration.ofHours(1);
  private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);

  private final Retention retention;
  private final LocalTime at;
  private final Clock clock;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("fleet-retention").daemon(true).factory());
  private volatile boolean running;

  NightlyRetention(Retention retention, LocalTime at, Clock clock) {
    this.retention = retention;
    this.at = at;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    var unused =
        looks.scheduleWithFixedDelay(
            this::look, FIRST_LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void stop() {
    running = false;
    looks.shutdown();
    try {
      var unused = looks.awaitTermination(LONGEST_BATCH.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The latest instant at which the job was due. */
  static Instant night(Instant now, LocalTime at) {
    ZonedDateTime time = now.atZone(ZoneOffset.UTC);
    ZonedDateTime today = time.with(at);
    return (today.isAfter(time) ? today.minusDays(1) : today).toInstant();
  }

  private void look() {
    long deadline = System.nanoTime() + LONGEST_PASS.toNanos();
    try {
      var unused =
          retention.runOnce(
              night(clock.instant(), at), () -> running && System.nanoTime() - deadline < 0);
    } catch (RuntimeException e) {
      LOG.error("The nightly retention failed and is tried again in ten minutes", e);
    }
  }
}
