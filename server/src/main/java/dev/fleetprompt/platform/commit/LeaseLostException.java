package dev.fleetprompt.platform.commit;

/**
 * This node was taken for dead and its work has moved to another; whatever it still had in hand is
 * void.
 */
public class LeaseLostException extends Exception {

  private static final long serialVersionUID = 1;

  public LeaseLostException(String message) {
    super(message);
  }
}
