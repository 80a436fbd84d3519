package dev.fleetprompt.platform.functions;

/**
 * A call that ended without a result, as an RFC 9457 problem that a workflow's {@code catch} can
 * take.
 */
public class FunctionFailedException extends Exception {

  private static final long serialVersionUID = 1;

  private final String type;
  private final int status;

  /**
   * @param type the problem's type, one of the standard Serverless Workflow error URIs or one of
   *     ours
   * @param status the problem's status, 400 to 599
   * @param detail what went wrong and what to do; no secrets
   */
  public FunctionFailedException(String type, int status, String detail) {
    super(detail);
    this.type = type;
    this.status = status;
  }

  public String type() {
    return type;
  }

  public int status() {
    return status;
  }
}
