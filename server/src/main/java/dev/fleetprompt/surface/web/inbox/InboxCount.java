package dev.fleetprompt.surface.web.inbox;

import dev.fleetprompt.platform.directives.Inbox;
import dev.fleetprompt.surface.web.inertia.Lazy;
import dev.fleetprompt.surface.web.inertia.SharedProps;
import dev.fleetprompt.surface.web.security.Visitors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How much waits for a person, beside the inbox on every page. */
@Component
final class InboxCount implements SharedProps {

  private final Inbox inbox;

  InboxCount(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public Map<String, Object> of(HttpServletRequest request) {
    return Visitors.member(request)
        .map(member ->
            Map.<String, Object>of(
                "inboxCount", Lazy.of(() -> inbox.waiting(member.tenant()).items())))
        .orElse(Map.of());
  }
}
