package dev.fleetprompt.engine.workflow;

/**
 * Something wrong with a definition, for its author.
 *
 * @param file as given to {@link Definition#parse}
 * @param line from 1
 * @param column from 1
 * @param path the JSON pointer of the part
 * @param message what is wrong
 * @param remedy what to do
 */
public record Problem(
    String file, int line, int column, String path, String message, String remedy) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message + " " + remedy + " (" + path + ")";
  }
}
