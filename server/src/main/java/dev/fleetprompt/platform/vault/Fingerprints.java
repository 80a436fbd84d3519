package dev.fleetprompt.platform.vault;

import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Finds known values in a text without keeping the values: per value its length and a rolling hash
 * (Rabin-Karp modulo 2^61 - 1, with a base drawn anew by each process). A wrong match has a chance
 * of about text length / 2^61.
 */
final class Fingerprints {
  private static final long PRIME = (1L << 61) - 1;

  private final long base;

  /** The hashes by length, longest first, so that a whole address is masked before a part of it. */
  private final SortedMap<Integer, Set<Long>> byLength =
      new ConcurrentSkipListMap<>((a, b) -> Integer.compare(b, a));

  Fingerprints(long seed) {
    this.base = 1_000_003 + Math.floorMod(seed, PRIME - 2_000_006);
  }

  void add(String value) {
    byLength
        .computeIfAbsent(value.length(), length -> ConcurrentHashMap.newKeySet())
        .add(hash(value, value.length()));
  }

  /** Replaces each occurrence of each known value. */
  String mask(String text) {
    String clean = text;
    for (var entry : byLength.entrySet()) {
      clean = mask(clean, entry.getKey(), entry.getValue());
    }
    return clean;
  }

  private String mask(String text, int length, Set<Long> hashes) {
    if (text.length() < length) {
      return text;
    }
    StringBuilder clean = new StringBuilder();
    long leaving = power(length - 1);
    long hash = hash(text, length);
    int copied = 0;
    for (int start = 0; ; start++) {
      if (start >= copied && hashes.contains(hash)) {
        clean.append(text, copied, start).append(Scrubber.MASK);
        copied = start + length;
      }
      if (start + length == text.length()) {
        break;
      }
      long without = subtract(hash, multiply(text.charAt(start) + 1L, leaving));
      hash = add(multiply(without, base), text.charAt(start + length) + 1L);
    }
    return clean.append(text, copied, text.length()).toString();
  }

  private long hash(String text, int length) {
    long hash = 0;
    for (int i = 0; i < length; i++) {
      hash = add(multiply(hash, base), text.charAt(i) + 1L);
    }
    return hash;
  }

  private long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = multiply(power, base);
    }
    return power;
  }

  private static long add(long a, long b) {
    long sum = a + b;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  private static long subtract(long a, long b) {
    return a >= b ? a - b : a + PRIME - b;
  }

  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    long reduced = (low & PRIME) + ((low >>> 61) | (high << 3));
    return reduced >= PRIME ? reduced - PRIME : reduced;
  }
}
