package dev.fleetprompt.platform.limits;

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
 * A token bucket for each key, in the memory of this node. Remembers the 10,000 keys used last; one
 * that was forgotten starts with a full bucket. Safe for many threads.
 *
 * @param <K> what is limited; equal keys share a bucket
 */
public final class TokenBuckets<K> {
  private static final int MOST_BUCKETS = 10_000;

  private final Map<K, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  private final Clock clock;

  public TokenBuckets(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes from a key's bucket.
   *
   * @param cost how many, 1 to the rate's burst
   * @param rate that of the key's first use holds until its bucket is forgotten
   * @return nothing when it may be done now, else how long to wait before asking again
   */
  public Optional<Duration> acquire(K key, int cost, Rate rate) {
    ConsumptionProbe probe = bucket(key, rate).tryConsumeAndReturnRemaining(cost);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(K key, Rate rate) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(key, unused -> fullBucket(rate));
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
