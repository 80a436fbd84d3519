package dev.fleetprompt.platform.database;

/** Why the application cannot use its database; the message says what to do about it. */
public abstract sealed class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DatabaseException(String code, String message, Throwable cause) {
    super(code + ": " + message, cause);
  }

  private DatabaseException(String code, String message) {
    super(code + ": " + message);
  }

  /** A stable name of the kind of error. */
  public abstract String code();

  /**
   * The address of the database is not one. The address itself is not repeated: it may hold a
   * password.
   */
  public static final class InvalidAddress extends DatabaseException {
    private static final long serialVersionUID = 1L;

    InvalidAddress(String message) {
      super(
          "database.invalid_url",
          message
              + " FLEET_DATABASE_URL looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE; user and password may also be given by FLEET_DATABASE_USER and FLEET_DATABASE_PASSWORD.");
    }

    @Override
    public String code() {
      return "database.invalid_url";
    }
  }

  /** The server is of a release that is not supported. */
  public static final class UnsupportedVersion extends DatabaseException {
    private static final long serialVersionUID = 1L;

    UnsupportedVersion(String version) {
      super(
          "database.unsupported_version",
          "the server runs PostgreSQL %s; 16, 17 and 18 are supported. Use one of these."
              .formatted(version));
    }

    @Override
    public String code() {
      return "database.unsupported_version";
    }
  }

  /** The server cannot be reached, or refuses the login. */
  public static final class Unreachable extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Unreachable(String user, Throwable cause) {
      super(
          "database.unreachable",
          "no connection as %s: %s. Check that the server runs and that FLEET_DATABASE_URL, user and password are right."
              .formatted(user, cause.getMessage()),
          cause);
    }

    @Override
    public String code() {
      return "database.unreachable";
    }
  }

  /** The roles or the schema could not be set up, or are not there. */
  public static final class SetupFailed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    SetupFailed(String message, Throwable cause) {
      super("database.setup_failed", message, cause);
    }

    SetupFailed(String message) {
      super("database.setup_failed", message);
    }

    @Override
    public String code() {
      return "database.setup_failed";
    }
  }

  /** A connection or statement of a unit of work failed. */
  public static final class AccessFailed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    AccessFailed(Throwable cause) {
      super("database.access_failed", String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public String code() {
      return "database.access_failed";
    }
  }
}
