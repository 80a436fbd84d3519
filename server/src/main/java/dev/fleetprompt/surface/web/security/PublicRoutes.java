package dev.fleetprompt.surface.web.security;

import dev.fleetprompt.surface.api.ApiRoutes;
import dev.fleetprompt.surface.web.ControlRoutes;
import dev.fleetprompt.surface.web.inertia.ContentPolicy;
import jakarta.servlet.http.HttpServletRequest;

/** The routes that need no session; all others do. */
public final class PublicRoutes {
  /** Pages and forms of people who are not signed in yet, as patterns. */
  static final String[] PEOPLE = {
    "/login",
    "/login/**",
    "/set-up/*",
    "/register",
    "/invitations/*",
    "/new-password/*",
    "/client-errors"
  };

  /** Files and probes that are the same for everybody. */
  static final String[] FILES = {
    ContentPolicy.BUILD_PATH + "**",
    "/style.css",
    "/favicon.svg",
    "/favicon.ico",
    "/health/live",
    "/health/ready"
  };

  /** Programs that prove themselves in each request, without cookies. */
  static final String[] PROGRAMS = {ControlRoutes.PREFIX + "**", ApiRoutes.EVENTS};

  private PublicRoutes() {}

  /** Whether nothing about the answer depends on a session, so that none is looked up. */
  static boolean needsNobody(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith(ContentPolicy.BUILD_PATH)
        || path.startsWith("/health/")
        || path.startsWith("/favicon.")
        || path.startsWith(ControlRoutes.PREFIX)
        || path.equals(ApiRoutes.EVENTS)
        || path.equals("/style.css")
        || path.equals("/client-errors");
  }
}
