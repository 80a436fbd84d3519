package dev.fleetprompt.surface.web.directives;

import dev.fleetprompt.platform.directives.Directive;
import dev.fleetprompt.platform.directives.DirectiveExplorer;
import dev.fleetprompt.platform.directives.DirectiveSearch;
import dev.fleetprompt.platform.directives.DirectiveSummary;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.find.Finder;
import dev.fleetprompt.surface.web.find.Found;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds directives by id, or among the newest 200 by a part of type, key, reason or id. */
@Component
final class DirectiveFinder implements Finder {

  private final DirectiveExplorer explorer;
  private final Directives directives;

  DirectiveFinder(DirectiveExplorer explorer, Directives directives) {
    this.explorer = explorer;
    this.directives = directives;
  }

  @Override
  public List<Found> find(SignedIn who, String text) {
    Optional<Directive> exact = Filters.id(text).flatMap(id -> directives.find(who.tenant(), id));
    if (exact.isPresent()) {
      Directive one = exact.get();
      return List.of(found(one.id(), one.type().value(), one.reason()));
    }
    String part = text.toLowerCase(Locale.ROOT);
    return explorer
        .page(who.tenant(), DirectiveSearch.all(), Optional.empty(), DirectiveExplorer.LARGEST_PAGE)
        .items()
        .stream()
        .filter(one -> fits(one, part))
        .limit(MOST)
        .map(one -> found(one.id(), one.type().value(), one.reason()))
        .toList();
  }

  private static boolean fits(DirectiveSummary one, String part) {
    return (one.type() + " " + one.key() + " " + one.reason())
            .toLowerCase(Locale.ROOT)
            .contains(part)
        || one.id().toString().startsWith(part)
        || one.id().toString().endsWith(part);
  }

  private static Found found(UUID id, String type, String reason) {
    return new Found("directive", type, reason, "/directives/" + id);
  }
}
