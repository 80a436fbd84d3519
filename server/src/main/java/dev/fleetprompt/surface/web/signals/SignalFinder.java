package dev.fleetprompt.surface.web.signals;

import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.SignalExplorer;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.find.Finder;
import dev.fleetprompt.surface.web.find.Found;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Finds a signal by id, and types of signals by a part of their name. */
@Component
final class SignalFinder implements Finder {

  private final SignalExplorer explorer;
  private final Signals signals;

  SignalFinder(SignalExplorer explorer, Signals signals) {
    this.explorer = explorer;
    this.signals = signals;
  }

  @Override
  public List<Found> find(SignedIn who, String text) {
    List<Found> exact =
        Filters.id(text).flatMap(id -> signals.find(who.tenant(), id)).stream()
            .filter(one -> one.visibility() == Visibility.NORMAL || who.may(Role.ADMIN))
            .map(one ->
                new Found(
                    "signal",
                    one.type().value(),
                    one.subject().orElse(one.id().toString()),
                    "/signals/" + one.id()))
            .toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    String part = text.toLowerCase(Locale.ROOT);
    return explorer.types(who.tenant()).stream()
        .filter(type -> type.contains(part))
        .limit(MOST)
        .map(type ->
            new Found(
                "signal",
                type,
                "",
                "/signals?type=" + URLEncoder.encode(type, StandardCharsets.UTF_8)))
        .toList();
  }
}
