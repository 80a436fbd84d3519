package dev.fleetprompt.platform.signals;

/**
 * The source of everything that this instance itself states.
 *
 * @param uri {@code urn:fleet:<instance>}
 */
public record PlatformSource(String uri) {

  /**
   * @param instance the instance's id: 8 hex digits
   */
  public static PlatformSource of(String instance) {
    return new PlatformSource("urn:fleet:" + instance);
  }
}
