package dev.fleetprompt.platform.schemas;

/**
 * One way in which a value does not fit its schema.
 *
 * @param path JSON pointer into the value, empty for its root
 * @param message what is wrong, without quoting the value
 */
public record Problem(String path, String message) {

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
