package dev.fleetprompt.platform.packages;

/**
 * Something in a package that keeps it from being used.
 *
 * @param file path inside the package
 * @param line counts from 1; 0 when the problem concerns the file as a whole
 * @param column counts from 1; 0 when unknown
 * @param path JSON pointer to the offending value; empty for the whole file
 * @param message what is wrong
 * @param remedy what the author can do
 */
public record Problem(
    String file, int line, int column, String path, String message, String remedy) {

  /** A problem of a file as a whole. */
  public static Problem ofFile(String file, String message, String remedy) {
    return new Problem(file, 0, 0, "", message, remedy);
  }

  /** {@code package.yaml:12 /version: … → …}, on one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    if (!path.isEmpty()) {
      text.append(' ').append(path);
    }
    return text.append(": ").append(message).append(" → ").append(remedy).toString();
  }
}
