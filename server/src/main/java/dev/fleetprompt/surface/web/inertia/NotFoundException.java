package dev.fleetprompt.surface.web.inertia;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such thing, or it belongs to another organization: the page for 404. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param thing what was looked for, in words, such as {@code run}; for the log only
   */
  public NotFoundException(String thing) {
    super("There is no such " + thing);
  }
}
