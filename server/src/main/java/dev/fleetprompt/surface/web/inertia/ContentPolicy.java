package dev.fleetprompt.surface.web.inertia;

/** What the browser may load and do on our pages. */
public final class ContentPolicy {
  /**
   * The value of {@code Content-Security-Policy}: everything from this server only, and nothing
   * inline but the page's data, which is not run.
   */
  public static final String PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Where the scripts and styles are; they hold nothing private and open to everybody. */
  public static final String BUILD_PATH = "/build/";

  private ContentPolicy() {}
}
