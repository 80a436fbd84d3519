package dev.fleetprompt.platform.signals;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Points to what a signal belongs to (correlation) or came from (causation). Written as {@code
 * run:<uuid>}, {@code directive:<uuid>} or {@code signal:<uuid>}.
 */
public record Link(Kind kind, UUID id) {

  /** What is pointed to. */
  public enum Kind {
    RUN("run"),
    DIRECTIVE("directive"),
    SIGNAL("signal");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  public static Link run(UUID id) {
    return new Link(Kind.RUN, id);
  }

  public static Link directive(UUID id) {
    return new Link(Kind.DIRECTIVE, id);
  }

  public static Link signal(UUID id) {
    return new Link(Kind.SIGNAL, id);
  }

  /** Empty when the text is no link. */
  public static Optional<Link> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.length() != colon + 37) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (text.startsWith(kind.text) && kind.text.length() == colon) {
        try {
          return Optional.of(new Link(kind, UUID.fromString(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Many as they are written, to be given to a statement. */
  public static String[] texts(Collection<Link> links) {
    return links.stream().map(Link::toString).toArray(String[]::new);
  }

  @Override
  public String toString() {
    return kind.text + ":" + id;
  }
}
