package dev.fleetprompt.surface.api;

/**
 * The routes for programs. They prove their callers by a token of their own, so they need neither
 * session nor CSRF token.
 */
public final class ApiRoutes {
  /** Where events from outside are sent. */
  public static final String EVENTS = "/api/v1/events";

  private ApiRoutes() {}
}
