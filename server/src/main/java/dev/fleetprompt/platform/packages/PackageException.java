package dev.fleetprompt.platform.packages;

import java.util.List;
import java.util.stream.Collectors;

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
  private final transient List<Problem> problems;

  /**
   * @param message what stands in the way and what to do
   */
  public PackageException(Code code, String message) {
    this(code, message, List.of());
  }

  private PackageException(Code code, String message, List<Problem> problems) {
    super(message);
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** A configuration that does not fit, with all that is wrong. */
  static PackageException configuration(PackageVersion version, List<Problem> problems) {
    return new PackageException(
        Code.CONFIGURATION_INVALID,
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n  ", version + " cannot be configured so:\n  ", "")),
        problems);
  }

  /**
   * What is wrong with which field of a configuration: {@link Problem#path} is a JSON pointer into
   * it. Empty for other codes.
   */
  public List<Problem> problems() {
    return problems;
  }

  public Code code() {
    return code;
  }

  /** The message, which is always there. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
