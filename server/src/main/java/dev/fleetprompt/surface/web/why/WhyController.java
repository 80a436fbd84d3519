package dev.fleetprompt.surface.web.why;

import dev.fleetprompt.capability.explanation.Explanation;
import dev.fleetprompt.capability.explanation.Explanations;
import dev.fleetprompt.platform.identity.Role;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.platform.signals.Link;
import dev.fleetprompt.platform.signals.Visibility;
import dev.fleetprompt.surface.web.filters.By;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.filters.Thing;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import dev.fleetprompt.surface.web.inertia.Page;
import dev.fleetprompt.surface.web.people.ActorNames;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
final class WhyController {

  private final Explanations explanations;
  private final ActorNames people;

  WhyController(Explanations explanations, ActorNames people) {
    this.explanations = explanations;
    this.people = people;
  }

  record Moment(UUID signal, String type, Instant at, By by) {}

  record Node(
      Thing thing,
      @Nullable Thing cause,
      int depth,
      String name,
      String state,
      @Nullable String detail,
      @Nullable String failure,
      By by,
      Instant at,
      @Nullable Instant ended,
      List<Moment> moments) {

    static Node of(Explanation.Thing thing, ActorNames.Known people) {
      return new Node(
          Thing.of(thing.link()),
          thing.cause().map(Thing::of).orElse(null),
          thing.depth(),
          thing.name(),
          thing.state(),
          thing.detail().orElse(null),
          thing.failure().orElse(null),
          By.of(thing.by(), people),
          thing.at(),
          thing.endedAt().orElse(null),
          thing.moments().stream()
              .map(one -> new Moment(one.signal(), one.type(), one.at(), By.of(one.by(), people)))
              .toList());
    }
  }

  record Show(Thing about, List<Node> nodes, boolean cut) {}

  @GetMapping("/why/{kind}/{id}")
  Page show(SignedIn who, @PathVariable String kind, @PathVariable String id) {
    Link link =
        Link.parse(kind + ":" + Filters.require(id, kind))
            .orElseThrow(() -> new NotFoundException(kind));
    Visibility visibility = who.may(Role.ADMIN) ? Visibility.ADMINS : Visibility.NORMAL;
    Explanation explanation =
        explanations
            .of(who.tenant(), link, visibility)
            .orElseThrow(() -> new NotFoundException(kind));
    ActorNames.Known named = people.of(who);
    return Page.of(
        "Why/Show",
        new Show(
            Thing.of(explanation.about()),
            explanation.things().stream().map(thing -> Node.of(thing, named)).toList(),
            explanation.cut()));
  }
}
