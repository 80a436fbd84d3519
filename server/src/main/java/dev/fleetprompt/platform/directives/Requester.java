package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Actor;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asked.
 *
 * @param actor the person, agent, integration or part of the platform
 * @param run the run in which it asked, which waits for the outcome
 */
public record Requester(Actor actor, Optional<UUID> run) {

  public static Requester run(UUID run) {
    return new Requester(Actor.system("run"), Optional.of(run));
  }

  public static Requester person(String id) {
    return new Requester(Actor.human(id), Optional.empty());
  }

  public static Requester system(String part) {
    return new Requester(Actor.system(part), Optional.empty());
  }
}
