package dev.fleetprompt.surface.web.inertia;

import java.util.Map;

/**
 * A form was not accepted. The browser goes back to the page it came from, which keeps what was
 * typed and gets the prop {@code errors}: messages by field.
 */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // always an immutable map of strings
  private final Map<String, String> errors;

  /**
   * @param errors what to do, by field; a nested field's name is its path, such as {@code
   *     config.channel}. The field {@code form} stands for the whole form
   */
  public InvalidInput(Map<String, String> errors) {
    super("not accepted: " + errors.keySet());
    this.errors = Map.copyOf(errors);
  }

  /** One field's error. */
  public static InvalidInput of(String field, String message) {
    return new InvalidInput(Map.of(field, message));
  }

  public Map<String, String> errors() {
    return errors;
  }
}
