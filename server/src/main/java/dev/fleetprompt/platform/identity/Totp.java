package dev.fleetprompt.platform.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of six digits that change every 30 seconds (RFC 6238, with SHA-1, as the apps expect). The
 * code before and the one after the present one are good too.
 */
final class Totp {
  private static final int SECRET_BYTES = 20;
  private static final int DRIFT = 1;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();
  private final SecureRandom random = new SecureRandom();

  byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** The number of the interval that {@code code} belongs to, if it is good at {@code now}. */
  OptionalLong match(byte[] secret, String code, Instant now) {
    Duration step = generator.getTimeStep();
    OptionalLong found = OptionalLong.empty();
    for (int offset = -DRIFT; offset <= DRIFT; offset++) {
      Instant then = now.plus(step.multipliedBy(offset));
      // All are compared, so that the time it takes tells nothing.
      if (MessageDigest.isEqual(
          at(secret, then).getBytes(StandardCharsets.US_ASCII),
          code.getBytes(StandardCharsets.UTF_8))) {
        found = OptionalLong.of(then.getEpochSecond() / step.toSeconds());
      }
    }
    return found;
  }

  String at(byte[] secret, Instant time) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, generator.getAlgorithm()), time);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  /** The address that authenticator apps read from a picture. */
  static String address(byte[] secret, String issuer, String account) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(encoded(issuer), encoded(account), base32(secret), encoded(issuer));
  }

  /** The picture of an address as SVG path data, on a square of {@code size} units a side. */
  static Picture picture(String address) {
    QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return new Picture(code.size, path.toString());
  }

  /** A picture made of dark unit squares. */
  record Picture(int size, String path) {}

  /** RFC 4648, without padding. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte one : bytes) {
      buffer = buffer << 8 | (one & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt(buffer >> bits & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(BASE32.charAt(buffer << (5 - bits) & 31));
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
