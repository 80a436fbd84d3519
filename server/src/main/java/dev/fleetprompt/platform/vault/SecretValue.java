package dev.fleetprompt.platform.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret in memory. It never prints itself; whoever needs the value asks for it by name of the
 * method. Closing it overwrites its bytes. Holds 1 byte to 64 KiB.
 */
public final class SecretValue implements AutoCloseable {
  private static final int LONGEST = 64 * 1024;

  private final byte[] bytes;
  private volatile boolean wiped;

  private SecretValue(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LONGEST) {
      throw new IllegalArgumentException("a secret has 1 to 65,536 bytes");
    }
    this.bytes = bytes;
  }

  /** The text's UTF-8 bytes. */
  public static SecretValue of(String text) {
    return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public static SecretValue of(byte[] bytes) {
    return new SecretValue(bytes.clone());
  }

  /**
   * The secret as text, for the request that needs it and nothing else.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public String reveal() {
    return new String(revealBytes(), StandardCharsets.UTF_8);
  }

  /**
   * A copy of the secret's bytes.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public byte[] revealBytes() {
    if (wiped) {
      throw new IllegalStateException("The secret was wiped; open it again.");
    }
    return bytes.clone();
  }

  /** Overwrites the value. */
  @Override
  public void close() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretValue value && MessageDigest.isEqual(bytes, value.bytes);
  }

  /** The same for all secrets: a hash code would tell something about the value. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "***";
  }
}
