package dev.fleetprompt.platform.identity;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, 2 passes, 1 lane).
 * At most two hashes are made at a time, so that a flood of attempts takes at most 38 MiB; who has
 * waited for 10 seconds is told to try again.
 */
final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Semaphore places = new Semaphore(AT_ONCE, true);

  /** The library is big, and many processes never see a password. */
  private static final class Lazy {
    static final Argon2PasswordEncoder ARGON2 =
        new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    /** Nobody's: compared with where there is no account, which then takes as long. */
    static final String DUMMY = ARGON2.encode(Secret.random().text());
  }

  String hash(String password) {
    return inTurn(() -> encoded(password));
  }

  /**
   * Whether the password is the one that was hashed; takes as long without a hash.
   *
   * @param hash null where there is none
   */
  boolean matches(String password, @Nullable String hash) {
    String fitting = password.length() > PasswordRules.LONGEST ? "" : password;
    return inTurn(
        () -> Lazy.ARGON2.matches(fitting, hash == null ? Lazy.DUMMY : hash) && hash != null);
  }

  private static String encoded(String password) {
    String encoded = Lazy.ARGON2.encode(password);
    if (encoded == null) {
      throw new IllegalStateException("Argon2 gave no hash");
    }
    return encoded;
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw IdentityException.refused(
            "sign_in.busy", "Too many people sign in at this moment. Try again in a minute.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw IdentityException.refused("sign_in.busy", "The server is stopping. Try again later.");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
