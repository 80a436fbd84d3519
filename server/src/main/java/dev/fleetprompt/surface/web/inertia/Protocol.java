package dev.fleetprompt.surface.web.inertia;

/** The headers of Inertia's protocol. */
final class Protocol {
  static final String INERTIA = "X-Inertia";
  static final String VERSION = "X-Inertia-Version";
  static final String LOCATION = "X-Inertia-Location";
  static final String PARTIAL_COMPONENT = "X-Inertia-Partial-Component";
  static final String PARTIAL_DATA = "X-Inertia-Partial-Data";
  static final String PARTIAL_EXCEPT = "X-Inertia-Partial-Except";

  private Protocol() {}
}
