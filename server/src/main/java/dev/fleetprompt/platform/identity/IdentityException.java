package dev.fleetprompt.platform.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that was asked for and is not done; the message tells the person what to do. */
public final class IdentityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String field;
  private final String message;

  private IdentityException(String code, @Nullable String field, String message) {
    super(message);
    this.code = code;
    this.field = field;
    this.message = message;
  }

  /** Something given in {@code field} cannot be taken. */
  static IdentityException invalid(String field, String code, String message) {
    return new IdentityException(code, field, message);
  }

  /** Nothing that was given is wrong, and still it is not done. */
  static IdentityException refused(String code, String message) {
    return new IdentityException(code, null, message);
  }

  /** A stable name of the kind of error, such as {@code password.too_short}. */
  public String code() {
    return code;
  }

  /** The name of what was given wrongly, such as {@code email}. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  @Override
  public String getMessage() {
    return message;
  }
}
