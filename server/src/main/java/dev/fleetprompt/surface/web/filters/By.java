package dev.fleetprompt.surface.web.filters;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;

/**
 * Who did something, for the browser.
 *
 * @param kind {@code human}, {@code agent}, {@code system} or {@code integration}
 * @param id which one
 * @param name what people call them
 */
public record By(String kind, String id, String name) {

  static By of(Actor actor, String name) {
    return new By(actor.kind().text(), actor.id(), name);
  }

  /** Without a person's name. */
  public static By of(Actor actor) {
    return of(actor, actor.kind() == ActorKind.HUMAN ? "" : actor.id());
  }
}
