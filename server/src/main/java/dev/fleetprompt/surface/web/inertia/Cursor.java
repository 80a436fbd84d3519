package dev.fleetprompt.surface.web.inertia;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list that is ordered by time and id. Times are kept to the microsecond, as
 * PostgreSQL does.
 */
public record Cursor(Instant time, UUID id) {
  private static final int BYTES = 28;

  /** A short text for an address. */
  public String encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(time.getEpochSecond())
            .putInt(time.getNano())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The place that {@code text} names; empty if it is none, so that the list begins anew. */
  public static Optional<Cursor> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          new Cursor(
              Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
              new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
