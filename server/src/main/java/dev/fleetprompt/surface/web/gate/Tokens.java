package dev.fleetprompt.surface.web.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Random secrets that are good for a while. Only their hashes are kept, and the oldest go when
 * there are too many.
 */
final class Tokens {
  private static final int BYTES = 32;

  private final Duration life;
  private final int most;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  Tokens(Duration life, int most, Clock clock) {
    this.life = life;
    this.most = most;
    this.clock = clock;
  }

  synchronized String issue() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (ends.size() >= most) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(hash(token), clock.instant().plus(life));
    return token;
  }

  synchronized boolean isGood(String token) {
    Instant end = ends.get(hash(token));
    return end != null && clock.instant().isBefore(end);
  }

  /** Whether it was good; it is not from now on. */
  synchronized boolean use(String token) {
    Instant end = ends.remove(hash(token));
    return end != null && clock.instant().isBefore(end);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
