package dev.fleetprompt.surface.web.filters;

import dev.fleetprompt.platform.signals.Link;
import java.util.Locale;
import java.util.UUID;

/**
 * A run, directive or signal that a page leads to.
 *
 * @param kind {@code run}, {@code directive} or {@code signal}
 */
public record Thing(String kind, UUID id) {

  public static Thing of(Link link) {
    return new Thing(link.kind().name().toLowerCase(Locale.ROOT), link.id());
  }
}
