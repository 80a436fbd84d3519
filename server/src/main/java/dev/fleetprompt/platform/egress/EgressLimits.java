package dev.fleetprompt.platform.egress;

import java.time.Duration;

/**
 * The bounds of one exchange.
 *
 * @param connect longest wait for name resolution, for each address tried, and for the TLS
 *     handshake
 * @param silence longest wait for the next byte of the answer
 * @param total wall-clock bound of the whole exchange, redirects included; a body that drips ends
 *     here
 * @param maxBodyBytes largest body of an answer
 */
public record EgressLimits(Duration connect, Duration silence, Duration total, int maxBodyBytes) {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int LARGEST = 64 * 1024 * 1024;

  public EgressLimits {
    requireBounded(connect);
    requireBounded(silence);
    requireBounded(total);
    if (maxBodyBytes < 0 || maxBodyBytes > LARGEST) {
      throw new IllegalArgumentException("maxBodyBytes must be from 0 to " + LARGEST);
    }
  }

  /** 5 s to connect, 10 s of silence, 20 s in all, 1 MiB of answer. */
  public static EgressLimits standard() {
    return new EgressLimits(
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 1024 * 1024);
  }

  private static void requireBounded(Duration duration) {
    if (duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a time limit must be from 1 ms to " + LONGEST);
    }
  }
}
