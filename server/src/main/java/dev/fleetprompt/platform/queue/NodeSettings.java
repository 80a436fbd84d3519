package dev.fleetprompt.platform.queue;

/**
 * How a node works.
 *
 * @param name for people and logs, such as a host name
 * @param lanes how many writer lanes, 1 to 16
 */
public record NodeSettings(String name, int lanes) {

  /** Two lanes: measured best on two cores. */
  public static NodeSettings standard(String name) {
    return new NodeSettings(name, 2);
  }
}
