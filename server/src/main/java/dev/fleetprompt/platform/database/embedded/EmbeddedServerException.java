package dev.fleetprompt.platform.database.embedded;

import java.nio.file.Path;
import java.util.Locale;

/** Why the embedded server cannot run; the message says what to do about it. */
public abstract sealed class EmbeddedServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EmbeddedServerException(String message, Throwable cause) {
    super(message, cause);
  }

  private EmbeddedServerException(String message) {
    super(message);
  }

  /** A stable name of the kind of error. */
  public abstract String code();

  /** Another process owns the server of this folder. */
  public static final class HomeLocked extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    HomeLocked(Path home, String holder) {
      super(
          "home.locked: %s is in use by %s. Stop that process, talk to it instead of starting a second one, or set another FLEET_HOME."
              .formatted(home, holder));
    }

    @Override
    public String code() {
      return "home.locked";
    }
  }

  /** The folder, its owner or its contents do not allow a server to run there. */
  public static final class HomeUnusable extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    HomeUnusable(String message) {
      super("home.unusable: " + message);
    }

    HomeUnusable(String message, Throwable cause) {
      super("home.unusable: " + message, cause);
    }

    @Override
    public String code() {
      return "home.unusable";
    }
  }

  /** The port that the settings ask for is taken. */
  public static final class PortInUse extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    PortInUse(int port) {
      super(
          "database.port_in_use: port %d on 127.0.0.1 is taken by another program. Stop it, set another FLEET_DATABASE_PORT, or unset it to let a free port be chosen."
              .formatted(port));
    }

    @Override
    public String code() {
      return "database.port_in_use";
    }
  }

  /** The server ended, or did not become ready in time. */
  public static final class StartFailed extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    StartFailed(String message, String logTail) {
      super("database.start_failed: " + message + "\nLast lines of its log:\n" + logTail);
    }

    @Override
    public String code() {
      return "database.start_failed";
    }
  }

  /** There are no binaries for this operating system or processor. */
  public static final class UnsupportedPlatform extends EmbeddedServerException {
    private static final long serialVersionUID = 1L;

    UnsupportedPlatform(String system, String processor) {
      super(
          "database.unsupported_platform: the embedded server runs on Linux (amd64, aarch64), not on %s (%s). Start a PostgreSQL 16, 17 or 18 yourself and set FLEET_DATABASE_URL, for example postgresql://fleet:PASSWORD@127.0.0.1:5432/fleet."
              .formatted(system, processor.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String code() {
      return "database.unsupported_platform";
    }
  }
}
