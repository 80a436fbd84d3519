package dev.fleetprompt.platform.queue;

import java.time.Duration;

/**
 * How a node works.
 *
 * @param name for people and logs, such as a host name
 * @param lanes how many writer lanes, 1 to 16
 * @param grace how long a node that stops lets its work finish
 */
public record NodeSettings(String name, int lanes, Duration grace) {

  /** Two lanes, which measured best on two cores, and ten seconds of grace. */
  public static NodeSettings standard(String name) {
    return new NodeSettings(name, 2, Duration.ofSeconds(10));
  }
}
