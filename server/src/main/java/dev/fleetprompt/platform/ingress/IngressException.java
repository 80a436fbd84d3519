package dev.fleetprompt.platform.ingress;

/** A wish concerning ingress tokens that cannot be met; nothing was changed. */
public final class IngressException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  IngressException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** {@code ingress.name_invalid}, {@code ingress.too_many} or {@code ingress.not_found}. */
  public String code() {
    return code;
  }
}
