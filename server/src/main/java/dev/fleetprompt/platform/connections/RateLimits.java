package dev.fleetprompt.platform.connections;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A token bucket for each connection, in the memory of this node. Remembers the 10,000 connections
 * used last; one that was forgotten starts with a full bucket.
 */
public final class RateLimits {
  private static final int MOST_BUCKETS = 10_000;

  private final Map<ConnectionId, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConnectionId, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  private final Clock clock;

  public RateLimits(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes one call from the connection's bucket.
   *
   * @return nothing when the call may go out now, else how long to wait before asking again
   */
  public Optional<Duration> acquire(ConnectionId connection, Rate rate) {
    ConsumptionProbe probe = bucket(connection, rate).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(ConnectionId connection, Rate rate) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(connection, unused -> fullBucket(rate));
    }
  }

  private Bucket fullBucket(Rate rate) {
    Bandwidth bandwidth =
        Bandwidth.builder()
            .capacity(rate.burst())
            .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
            .build();
    return Bucket.builder()
        .addLimit(bandwidth)
        .withCustomTimePrecision(new InjectedTime(clock))
        .build();
  }

  private record InjectedTime(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
