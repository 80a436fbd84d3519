package dev.fleetprompt.platform.directives;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter (M. Brooker, "Exponential
 * Backoff And Jitter", 2015), and never shorter than the provider asks for within reason.
 *
 * @param first the most to wait after the first attempt; doubles with each
 * @param longest the most to wait after any attempt
 * @param longestAsked how much of what a provider asks for is granted
 */
record Backoff(Duration first, Duration longest, Duration longestAsked, RandomGenerator random) {

  private static final int DOUBLINGS = 30;

  static Backoff standard(RandomGenerator random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1), random);
  }

  Duration after(int attempt, Optional<Duration> asked) {
    long ceiling =
        Math.min(
            longest.toMillis(), first.toMillis() * (1L << Math.clamp(attempt - 1L, 0, DOUBLINGS)));
    Duration jittered = Duration.ofMillis(random.nextLong(ceiling + 1));
    Duration granted = asked.map(wish -> min(wish, longestAsked)).orElse(Duration.ZERO);
    return jittered.compareTo(granted) > 0 ? jittered : granted;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
