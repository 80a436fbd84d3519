package dev.fleetprompt.surface.web.inertia;

import java.util.Objects;
import org.springframework.http.HttpStatus;

/**
 * What a handler method of a {@code @Controller} returns to show a page.
 *
 * <p>The components of {@code props} become the page's props, by name. One that is a {@link Lazy}
 * is computed only when the browser wants it.
 */
public final class Page {
  private final String component;
  private final Record props;
  private final HttpStatus status;

  private Page(String component, Record props, HttpStatus status) {
    this.component = Objects.requireNonNull(component);
    this.props = Objects.requireNonNull(props);
    this.status = Objects.requireNonNull(status);
  }

  /**
   * @param component the file below {@code ui/src/pages} without its ending, such as {@code
   *     Runs/List}
   */
  public static Page of(String component, Record props) {
    return new Page(component, props, HttpStatus.OK);
  }

  /** The same page, answered with another status. */
  public Page status(HttpStatus other) {
    return new Page(component, props, other);
  }

  String component() {
    return component;
  }

  Record props() {
    return props;
  }

  HttpStatus status() {
    return status;
  }
}
