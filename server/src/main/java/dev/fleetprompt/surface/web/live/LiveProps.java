package dev.fleetprompt.surface.web.live;

import dev.fleetprompt.platform.signals.SignalFeed;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.SharedProps;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code liveAfter}: from where a page that is new in its browser follows. It is read before what
 * the page shows, so what happens in between comes as an event, and at worst is read twice.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LiveProps implements SharedProps {

  private final SignalFeed feed;

  LiveProps(SignalFeed feed) {
    this.feed = feed;
  }

  @Override
  public Map<String, Object> of(HttpServletRequest request) {
    return Visitors.member(request)
        .<Map<String, Object>>map(
            member -> Map.of("liveAfter", Lazy.of(() -> feed.now(member.tenant()).toString())))
        .orElse(Map.of());
  }
}
