package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.database.IdentityDatabase;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts what is tried in vain, in 65,536 places a kind: whatever is tried hashes to one of them,
 * so the table never grows, and an account that does not exist is counted like one that does.
 */
final class FailureLimits {
  private static final int PLACES = 65_536;

  private static final String ADD =
      """
      insert into fleet.sign_in_failure as f (kind, place, failures, since)
      values (:kind, :place, 1, :now)
      on conflict (kind, place) do update
        set failures = case when f.since > :window then f.failures + 1 else 1 end,
            since = case when f.since > :window then f.since else :now end
      returning failures
      """;

  private static final String TAKE_BACK =
      """
      update fleet.sign_in_failure set failures = failures - 1
       where kind = :kind and place = :place and failures > 0
      """;

  private static final String CLEAR =
      "delete from fleet.sign_in_failure where kind = :kind and place = :place";

  private final IdentityDatabase database;
  private final Clock clock;

  FailureLimits(IdentityDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is limited, and how. */
  enum Kind {
    /** Failures to sign in to one account. */
    ACCOUNT("account", 10, Duration.ofMinutes(15)),
    /** Wrong second proofs of one person. */
    CODE("code", 10, Duration.ofMinutes(15)),
    /** Failures to sign in from one address. */
    ADDRESS("address", 60, Duration.ofMinutes(15)),
    /** Beginnings to sign in with a passkey from one address. */
    CHALLENGE("challenge", 100, Duration.ofMinutes(15)),
    /** Guesses of links and their like from one address. */
    LINK("link", 60, Duration.ofMinutes(15)),
    /** Registrations from one address. */
    REGISTRATION("registration", 5, Duration.ofHours(1)),
    /** Registrations from anywhere. */
    ALL_REGISTRATIONS("registrations", 50, Duration.ofHours(1));

    private final String text;
    private final int most;
    private final Duration window;

    Kind(String text, int most, Duration window) {
      this.text = text;
      this.most = most;
      this.window = window;
    }
  }

  /**
   * Counts an attempt before it is made, so that attempts at the same time are all counted.
   *
   * @return whether it may be made
   */
  boolean admit(Kind kind, String key) {
    Instant now = clock.instant();
    return database
            .sql()
            .sql(ADD)
            .param("kind", kind.text)
            .param("place", place(kind, key))
            .param("now", Times.utc(now))
            .param("window", Times.utc(now.minus(kind.window)))
            .query(Integer.class)
            .single()
        <= kind.most;
  }

  /**
   * Like {@link #admit}, for what is limited whether it fails or not.
   *
   * @throws IdentityException {@code sign_in.too_many} when the limit is reached
   */
  void check(Kind kind, String key) {
    if (!admit(kind, key)) {
      throw tooMany(kind);
    }
  }

  static IdentityException tooMany(Kind kind) {
    return IdentityException.refused(
        "sign_in.too_many",
        "There were too many attempts. Wait %d minutes, then try again."
            .formatted(kind.window.toMinutes()));
  }

  /** It did not fail: it does not count. */
  void takeBack(Kind kind, String key) {
    change(TAKE_BACK, kind, key);
  }

  /** The right one came: what failed before does not count any more. */
  void forget(Kind kind, String key) {
    change(CLEAR, kind, key);
  }

  private void change(String statement, Kind kind, String key) {
    database
        .sql()
        .sql(statement)
        .param("kind", kind.text)
        .param("place", place(kind, key))
        .update();
  }

  private static int place(Kind kind, String key) {
    return Math.floorMod(ByteBuffer.wrap(Secret.sha256(kind.text + ':' + key)).getInt(), PLACES);
  }
}
