package dev.fleetprompt.platform.packages;

/** Something about packages that cannot be done as asked; nothing was changed. */
public final class PackageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Code {
    /** There is no such package or version. */
    PACKAGE_UNKNOWN,
    /** The version is published with other content. */
    VERSION_CHANGED,
    /** The configuration does not fit the package. */
    CONFIGURATION_INVALID,
    /** The package is installed, or being installed. */
    ALREADY_INSTALLED,
    /** There is no such installation, or it is not in a state for this. */
    NOT_INSTALLED,
    /** What the plan was made from has changed since. */
    PLAN_OUTDATED,
    /** The package has no such workflow that people may start. */
    NOT_STARTABLE,
    /** The installation may not do this. */
    NOT_PERMITTED;

    /** Stable, lower case with underscores, for programs. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Code code;

  /**
   * @param message what stands in the way and what to do
   */
  public PackageException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** The message, which is always there. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
