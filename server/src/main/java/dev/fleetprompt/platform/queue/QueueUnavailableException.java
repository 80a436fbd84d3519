package dev.fleetprompt.platform.queue;

/**
 * The queue's tables cannot be reached at the moment; nothing is lost, and trying again later is
 * right.
 */
public class QueueUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public QueueUnavailableException(Throwable cause) {
    super("The work queue cannot be reached: " + cause.getMessage(), cause);
  }
}
