package dev.fleetprompt.platform.packages;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that an installation created.
 *
 * @param name within the package
 * @param id of the row that it is
 * @param template the file of the package that it came from
 * @param removedAt when uninstalling took it away
 */
public record ProvisionedResource(
    Kind kind,
    String name,
    UUID id,
    String template,
    Instant createdAt,
    Optional<Instant> removedAt) {

  /** Kinds of resources. */
  public enum Kind {
    WORKFLOW,
    TRIGGER,
    SCHEDULE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
