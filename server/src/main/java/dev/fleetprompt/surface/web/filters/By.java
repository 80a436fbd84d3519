package dev.fleetprompt.surface.web.filters;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import dev.fleetprompt.surface.web.people.ActorNames;

/**
 * Who did something, for the browser.
 *
 * @param kind {@code human}, {@code agent}, {@code system} or {@code integration}
 * @param id which one
 * @param name what people call them
 */
public record By(String kind, String id, String name) {

  public static By of(Actor actor, ActorNames.Known names) {
    return new By(
        actor.kind().text(),
        actor.id(),
        actor.kind() == ActorKind.HUMAN ? names.person(actor.id()) : actor.id());
  }
}
