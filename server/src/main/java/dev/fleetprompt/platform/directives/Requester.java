package dev.fleetprompt.platform.directives;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.signals.ActorKind;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asked.
 *
 * @param actor the person, agent, integration or part of the platform
 * @param run the run in which it asked, which waits for the outcome
 * @param starter who started that run
 */
public record Requester(Actor actor, Optional<UUID> run, Optional<Actor> starter) {

  public Requester(Actor actor, Optional<UUID> run) {
    this(actor, run, Optional.empty());
  }

  public static Requester run(UUID run) {
    return new Requester(Actor.system("run"), Optional.of(run));
  }

  public static Requester run(UUID run, Actor starter) {
    return new Requester(Actor.system("run"), Optional.of(run), Optional.of(starter));
  }

  public static Requester person(String id) {
    return new Requester(Actor.human(id), Optional.empty());
  }

  public static Requester system(String part) {
    return new Requester(Actor.system(part), Optional.empty());
  }

  /**
   * The person who wants the effect: whoever asked or started the run; of a triggered run nobody.
   */
  public Optional<String> person() {
    return Optional.of(actor)
        .filter(asker -> asker.kind() == ActorKind.HUMAN)
        .or(() -> starter.filter(asker -> asker.kind() == ActorKind.HUMAN))
        .map(Actor::id);
  }
}
