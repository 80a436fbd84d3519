package dev.fleetprompt.platform.commit;

/**
 * A unit of work that the database does not accept, alone in its transaction; nothing of it was
 * written.
 */
public class UnitFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UnitFailedException(Throwable cause) {
    super("The database refused the change: " + cause.getMessage(), cause);
  }
}
