package dev.fleetprompt.surface.terminal.work;

/** Nobody is called like this. */
final class UnknownOrganizationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownOrganizationException(String slug) {
    super(
        "There is no organization '%s'. './fleet demo' creates 'demo'; --organization names another one."
            .formatted(slug));
  }
}
