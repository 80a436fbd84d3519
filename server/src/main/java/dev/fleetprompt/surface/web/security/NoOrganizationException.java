package dev.fleetprompt.surface.web.security;

/** The person is signed in, but the session's organization is not theirs any more. */
final class NoOrganizationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoOrganizationException() {
    super("The session has no organization at the moment");
  }
}
