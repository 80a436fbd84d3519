package dev.fleetprompt.surface.terminal.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The secret of this process that other commands of the same owner read from a file. */
@Component
public final class ControlToken {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final String value;

  ControlToken() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public String reveal() {
    return value;
  }

  boolean isIn(@Nullable String authorization) {
    return authorization != null
        && MessageDigest.isEqual(
            authorization.getBytes(StandardCharsets.UTF_8),
            (SCHEME + value).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "ControlToken";
  }
}
