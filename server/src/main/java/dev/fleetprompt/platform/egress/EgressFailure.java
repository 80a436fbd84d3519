package dev.fleetprompt.platform.egress;

/**
 * An exchange that brought no whole answer. The alternative says when it ended, which decides
 * whether an effect may be sent again. Messages show host and port, never path, query, headers or
 * body.
 */
public abstract sealed class EgressFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String message;

  private EgressFailure(String code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** A stable code such as {@code egress.connect_failed}. */
  public String code() {
    return code;
  }

  /** No byte of the request had left: sending it again cannot double an effect. */
  public static final class BeforeSending extends EgressFailure {
    private final Reason reason;

    BeforeSending(Reason reason, String message) {
      super(reason.code, message);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }

    /** Why nothing was sent, and whether the same request may succeed later. */
    public enum Reason {
      INVALID_ADDRESS("egress.invalid_address", false),
      HOST_NOT_LISTED("egress.host_not_listed", false),
      ADDRESS_NOT_PUBLIC("egress.address_not_public", false),
      REDIRECT_REFUSED("egress.redirect_refused", false),
      NAME_NOT_RESOLVED("egress.name_not_resolved", true),
      CONNECT_FAILED("egress.connect_failed", true),
      TLS_FAILED("egress.tls_failed", true),
      OUT_OF_TIME("egress.out_of_time", true),
      INTERRUPTED("egress.interrupted", true);

      private final String code;
      private final boolean passing;

      Reason(String code, boolean passing) {
        this.code = code;
        this.passing = passing;
      }

      /** Whether time alone may cure it; otherwise a person has to change something. */
      public boolean mayPass() {
        return passing;
      }
    }
  }

  /**
   * The request was handed to an open connection and no status line came back: the other side may
   * or may not have acted on it.
   */
  public static final class SentNoAnswer extends EgressFailure {
    SentNoAnswer(String code, String message) {
      super(code, message);
    }
  }

  /** A status line came, the rest of the answer did not, or is larger than allowed. */
  public static final class AnswerCut extends EgressFailure {
    private final EgressResponse head;

    AnswerCut(String code, String message, EgressResponse head) {
      super(code, message);
      this.head = head;
    }

    /** What did arrive: status and headers, with an empty body. */
    public EgressResponse head() {
      return head;
    }
  }
}
