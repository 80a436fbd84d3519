package dev.fleetprompt.platform.ingress;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of a token: {@code fp_in_}, 256 random bits in 43 letters and digits, and a checksum of
 * six more, so that a mistyped or made-up one is told without asking the database, and one that
 * leaked can be found by scanners.
 */
final class TokenText {
  static final String START = "fp_in_";
  private static final int BYTES = 32;
  private static final int RANDOM = 43;
  private static final int CHECK = 6;
  private static final int SHOWN = 4;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM =
      Pattern.compile(START + "[0-9A-Za-z]{" + (RANDOM + CHECK) + "}");

  private TokenText() {}

  static String random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String body = START + base62(new BigInteger(1, bytes), RANDOM);
    return body + checksum(body);
  }

  /** Whether it can be a token at all. */
  static boolean isWellFormed(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    String body = text.substring(0, text.length() - CHECK);
    return text.endsWith(checksum(body));
  }

  static String prefix(String token) {
    return token.substring(0, START.length() + SHOWN);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CHECK);
  }

  private static String base62(BigInteger number, int length) {
    BigInteger base = BigInteger.valueOf(DIGITS.length());
    StringBuilder digits = new StringBuilder(length);
    BigInteger rest = number;
    for (int i = 0; i < length; i++) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      digits.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return digits.reverse().toString();
  }
}
