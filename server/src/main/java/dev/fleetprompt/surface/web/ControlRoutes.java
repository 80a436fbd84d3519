package dev.fleetprompt.surface.web;

/**
 * The routes by which other commands of this machine talk to the server; they prove themselves,
 * without a session.
 */
public final class ControlRoutes {
  /** What these routes begin with. */
  public static final String PREFIX = "/control/";

  private ControlRoutes() {}
}
