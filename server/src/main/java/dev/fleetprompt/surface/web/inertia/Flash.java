package dev.fleetprompt.surface.web.inertia;

/**
 * A message that the next page shows once.
 *
 * @param tone {@code done}, {@code warning} or {@code failed}
 * @param text a sentence; cut at 300 characters
 */
public record Flash(String tone, String text) {
  private static final int LONGEST = 300;

  public Flash {
    text = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  public static Flash done(String text) {
    return new Flash("done", text);
  }

  public static Flash warning(String text) {
    return new Flash("warning", text);
  }

  public static Flash failed(String text) {
    return new Flash("failed", text);
  }
}
