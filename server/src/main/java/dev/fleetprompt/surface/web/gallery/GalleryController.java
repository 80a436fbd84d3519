package dev.fleetprompt.surface.web.gallery;

import dev.fleetprompt.surface.web.inertia.Page;
import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Served only where {@code fleetprompt.gallery} is true. */
@Controller
@ConditionalOnBooleanProperty("fleetprompt.gallery")
final class GalleryController {
  private final Clock clock;

  GalleryController(Clock clock) {
    this.clock = clock;
  }

  record Gallery(Instant now) {}

  @GetMapping("/gallery")
  Page show() {
    return Page.of("Gallery/Index", new Gallery(clock.instant()));
  }
}
